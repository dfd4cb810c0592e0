// Filters and sorts the figures, and keeps no more rows in the page than are looked at. Without it the whole table shows.
(function () {
  "use strict";
  var STEP = 300;
  var form = document.querySelector("form.filter");
  var body = document.querySelector("table.figures > tbody");
  if (!form || !body) return;
  var count = form.querySelector("output");
  var more = document.querySelector(".more");
  var rows = Array.prototype.slice.call(body.rows);
  var place = Object.create(null);
  rows.forEach(function (row, index) { place[row.id] = index; });
  var texts = [];
  var found = rows.slice();
  var limit = STEP;

  // What a reader sees of a row, in small letters and without spaces and line breaks.
  function text(index) {
    if (texts[index] === undefined) texts[index] = rows[index].textContent.replace(/\s+/g, "").toLowerCase();
    return texts[index];
  }

  function flaws(row) {
    return row.dataset.f ? row.dataset.f.split(" ") : [];
  }

  function hasFinding(row, wanted) {
    var codes = flaws(row);
    if (wanted === "+") return codes.length > 0;
    if (wanted === "-") return codes.length === 0;
    return codes.indexOf(wanted) >= 0;
  }

  function wanted() {
    var fields = form.elements;
    var words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    var keys = [["c", "chapter"], ["i", "indicator"], ["k", "kind"], ["y", "class"], ["s", "signature"]];
    keys = keys.map(function (key) { return [key[0], fields[key[1]].value]; });
    keys = keys.filter(function (key) { return key[1]; });
    var finding = fields.finding.value;
    return rows.filter(function (row, index) {
      return keys.every(function (key) { return row.dataset[key[0]] === key[1]; }) &&
        (!finding || hasFinding(row, finding)) &&
        words.every(function (word) { return text(index).indexOf(word) >= 0; });
    });
  }

  // The sort keeps reading order among equals.
  var byText = new Intl.Collator(document.documentElement.lang).compare;
  function id(row, part) { return row.dataset.figure.split("@")[part] || ""; }
  var orders = {
    indicator: function (a, b) { return byText(a.cells[2].firstChild.data, b.cells[2].firstChild.data); },
    area: function (a, b) { return byText(id(a, 1), id(b, 1)); },
    period: function (a, b) { return byText(id(a, 2), id(b, 2)); },
    value: function (a, b) { return number(b) - number(a); },
    findings: function (a, b) { return flaws(b).length - flaws(a).length; }
  };
  function number(row) { return row.dataset.v === undefined ? -Number.MAX_VALUE : Number(row.dataset.v); }

  function fill(these) {
    var part = document.createDocumentFragment();
    these.forEach(function (row) { part.appendChild(row); });
    body.replaceChildren(part);
  }

  function show() {
    fill(found.slice(0, limit));
    var shown = Math.min(limit, found.length);
    var numbers = { all: rows.length, found: found.length, shown: shown };
    count.textContent = form.dataset.count.replace(/\{(\w+)\}/g, function (_, name) { return numbers[name]; });
    more.hidden = found.length <= limit;
  }

  function select() {
    found = wanted();
    var order = orders[form.elements.sort.value];
    if (order) found.sort(order);
    limit = STEP;
    show();
  }

  // A link to a row that is not in the page brings it in.
  function follow() {
    var index;
    try {
      index = place[decodeURIComponent(location.hash.slice(1))];
    } catch (_) {
      return; // Not an address that this page gave.
    }
    if (index === undefined) return;
    var row = rows[index];
    if (found.indexOf(row) < 0) {
      form.reset();
      select();
    }
    limit = Math.max(limit, found.indexOf(row) + STEP);
    show();
    rows.forEach(function (other) { other.classList.toggle("target", other === row); });
    row.scrollIntoView({ block: "center" });
  }

  // Ticks of what has been looked at, as a file for `yearbook sign --from`.
  function ticking() {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = form.dataset.sign;
    button.disabled = true;
    var boxes = rows.map(function (row) {
      if (row.dataset.s === "signed") return null;
      var box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", row.dataset.figure);
      box.addEventListener("change", function () {
        button.disabled = !boxes.some(function (box) { return box && box.checked; });
      });
      row.cells[6].append(" ", box);
      return box;
    });
    button.addEventListener("click", function () {
      var ticked = rows.filter(function (row, index) { return boxes[index] && boxes[index].checked; });
      var signed = ticked.map(function (row) {
        return { id: row.dataset.figure, text: row.cells[1].querySelector("a").textContent };
      });
      var year = Number(form.dataset.year);
      var text = JSON.stringify({ version: 1, year: year, signed: signed }, null, 1);
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text + "\n"], { type: "application/json" }));
      link.download = "ticks-" + year + ".json";
      link.click();
      URL.revokeObjectURL(link.href);
    });
    form.append(button);
  }

  form.hidden = false;
  ticking();
  form.addEventListener("input", select);
  form.addEventListener("reset", function () { setTimeout(select, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  more.addEventListener("click", function (event) {
    var step = event.target.dataset.more;
    if (!step) return;
    limit = step === "all" ? found.length : limit + STEP;
    show();
  });
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", function () { fill(found); });
  window.addEventListener("afterprint", show);
  select();
  document.documentElement.classList.remove("busy");
  follow();
})();
