// Opens the account of a figure beside it. Without this script, the figure's link leads to the account at the page's end.
(function () {
  "use strict";
  var open = null;

  function close(back) {
    if (!open) return;
    var link = open.link;
    open.box.remove();
    link.removeAttribute("aria-expanded");
    open = null;
    if (back && link.focus) link.focus();
  }

  function place(box, link) {
    var at = link.getClientRects()[0];
    var width = box.offsetWidth;
    var room = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(at.left, room - width - 8));
    var below = at.bottom + 6;
    // Over the figure, where there is no room under it and more above.
    if (below + box.offsetHeight > window.innerHeight && at.top > window.innerHeight - at.bottom) {
      below = Math.max(8, at.top - 6 - box.offsetHeight);
    }
    box.style.left = left + window.scrollX + "px";
    box.style.top = below + window.scrollY + "px";
  }

  function closer() {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", document.body.dataset.close);
    button.addEventListener("click", function () { close(true); });
    return button;
  }

  function show(link, name, nodes) {
    var box = document.createElement("div");
    box.className = "account";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", name);
    box.tabIndex = -1;
    box.appendChild(closer());
    nodes.forEach(function (node) { box.appendChild(node); });
    link.setAttribute("aria-expanded", "true");
    open = { box: box, link: link };
    document.body.appendChild(box);
    place(box, link);
    box.focus({ preventScroll: true });
  }

  function copies(nodes) {
    return Array.prototype.map.call(nodes, function (node) { return node.cloneNode(true); });
  }

  function made(name, text) {
    var element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  // What a cell of a large table is of: what its row says, else what its column says.
  function subject(cell, figure) {
    var columns = JSON.parse(figure.dataset.columns);
    var row = cell.parentNode;
    var own = columns[cell.cellIndex - (row.children.length - columns.length)];
    if (!own) return null;
    var of = row.dataset;
    return { indicator: of.indicator || own[0], area: of.area || own[1], period: of.period || own[2], kind: own[3] };
  }

  // The data of one indicator in one file: the rows of an area, in a period and, of a change, in the year before.
  function places(file, of) {
    var row = Array.prototype.find.call(file.querySelectorAll("tbody tr"), function (row) {
      return row.dataset.area === of.area;
    });
    var list = document.createElement("dl");
    list.className = "places";
    if (!row) return list;
    file.querySelectorAll("thead th").forEach(function (head, at) {
      var period = head.dataset.period;
      var number = row.querySelectorAll("td")[at].textContent;
      var wanted = period === of.period || (of.kind !== "figure" && Number(period) === Number(of.period) - 1);
      if (!wanted || !number) return;
      var line = document.createElement("div");
      line.appendChild(made("dt", row.querySelector("th").textContent + " " + head.textContent));
      line.appendChild(made("dd", file.querySelector("summary").textContent + " " + number));
      list.appendChild(line);
    });
    return list;
  }

  // A cell of a large table: the rows of its own data, and the example of its kind.
  function showCell(cell) {
    var figure = cell.closest("figure");
    var account = document.getElementById(figure.dataset.account);
    var text = cell.textContent.trim();
    var of = subject(cell, figure);
    if (!account || !text || !of) return;
    var heads = figure.querySelectorAll("thead tr:last-child th");
    // Heads that reach down stand in a row above: count from the end, which both rows share.
    var head = heads[heads.length - (cell.parentNode.children.length - cell.cellIndex)];
    var name = [cell.parentNode.querySelector("th"), head].map(function (one) {
      return one ? one.textContent.trim() : "";
    }).join(" ");
    var files = Array.prototype.slice.call(account.querySelectorAll("details"));
    // What is computed from other indicators has none of its own.
    var own = files.filter(function (file) { return file.dataset.indicator === of.indicator; });
    var lists = (own.length ? own : files).map(function (file) { return places(file, of); });
    lists = lists.filter(function (list) { return list.children.length; });
    var nodes = [made("h3", name + " " + text)].concat(lists);
    nodes = nodes.concat(copies(account.querySelectorAll(":scope > p, .examples")));
    // The example of its own kind, where there are several.
    nodes.forEach(function (node) {
      var others = node.querySelectorAll("[data-function]");
      if (!node.querySelector('[data-function="' + of.kind + '"]')) return;
      others.forEach(function (one) { if (one.dataset.function !== of.kind) one.remove(); });
    });
    show(cell, name, nodes);
  }

  document.addEventListener("click", function (event) {
    var cell = event.target.closest("figure[data-account] tbody td");
    var link = event.target.closest("data.figure > a") || cell;
    var again = open && link === open.link;
    if (open && !open.box.contains(event.target)) close(again);
    if (!link || again || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (again) event.preventDefault();
      return;
    }
    if (cell) {
      showCell(cell);
      return;
    }
    var source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!source) return;
    event.preventDefault();
    show(link, source.querySelector("h3").textContent, copies(source.childNodes));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close(true);
  });

  document.addEventListener("focusin", function (event) {
    if (open && !open.box.contains(event.target) && event.target !== open.link) close(false);
  });
})();
