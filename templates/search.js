// Searches the records of `search-index.js`: every word asked for must occur, wherever it stands. Chinese needs no word
// boundaries for that; a number is not found inside a longer one.
(function () {
  "use strict";
  var MOST = 100;
  var WEIGHTS = { indicator: 3, entry: 2, chart: 2, figure: 1 };
  var box = document.getElementById("search");
  var query = document.getElementById("query");
  var found = document.getElementById("found");
  var results = document.getElementById("results");

  // Full width and half width, upper and lower case are one; lengths stay, so that places in the text do.
  function fold(text) {
    return Array.from(text, function (c) {
      var plain = c.normalize("NFKC").toLowerCase();
      return plain.length === c.length ? plain : c;
    }).join("");
  }

  function parts(text) {
    return fold(text).replace(/(\d),(?=\d)/g, "$1").split(/[\s,，。、；;]+/).filter(Boolean);
  }

  // Where a word first stands in a text, or -1.
  function at(text, word) {
    var isNumber = /^\d/.test(word);
    for (var from = text.indexOf(word); from >= 0; from = text.indexOf(word, from + 1)) {
      if (!isNumber || !/[\d.]/.test(text.charAt(from - 1))) return from;
    }
    return -1;
  }

  function score(record, words) {
    var sum = 0;
    for (var i = 0; i < words.length; i++) {
      var word = words[i];
      var one = record.title === word ? 16 : at(record.title, word) >= 0 ? 8 : at(record.scope, word) >= 0 ? 2 : 0;
      if (at(record.text, word) >= 0) one += record.kind === "figure" ? 3 : 1;
      if (!one) return 0;
      sum += one;
    }
    return sum + WEIGHTS[record.kind] / 4;
  }

  function marked(element, text, words) {
    var folded = fold(text);
    var from = 0;
    while (from < text.length) {
      var next = { at: text.length, word: "" };
      words.forEach(function (word) {
        var place = at(folded.slice(from), word);
        if (place >= 0 && from + place < next.at) next = { at: from + place, word: word };
      });
      element.append(text.slice(from, next.at));
      if (!next.word) break;
      var mark = document.createElement("mark");
      mark.textContent = text.slice(next.at, next.at + next.word.length);
      element.append(mark);
      from = next.at + next.word.length;
    }
  }

  function excerpt(text, words) {
    var folded = fold(text);
    var places = words.map(function (word) { return at(folded, word); }).filter(function (place) { return place >= 0; });
    var start = Math.max(0, Math.min.apply(null, places.concat(text.length)) - 24);
    if (!places.length) start = 0;
    return (start ? "…" : "") + text.slice(start, start + 110) + (start + 110 < text.length ? "…" : "");
  }

  function line(name, text, words) {
    var element = document.createElement("span");
    element.className = name;
    marked(element, text, words);
    return element;
  }

  function item(record, words) {
    var result = document.createElement("li");
    var link = document.createElement("a");
    link.href = record.href;
    marked(link, record.title, words);
    result.append(link, " ", line("kind", box.dataset[record.kind], []));
    if (record.scope) result.append(" ", line("scope", record.scope, words));
    if (record.text) result.append(line("line", excerpt(record.text, words), words));
    return result;
  }

  var records = window.yearbookIndex.map(function (record, order) {
    var text = record.text || "";
    return {
      shown: { kind: record.kind, title: record.title, scope: record.scope, text: text, href: record.href },
      kind: record.kind, title: fold(record.title), scope: fold(record.scope), text: fold(text), order: order
    };
  });

  function search() {
    var words = parts(query.value);
    var hits = [];
    if (words.length) {
      records.forEach(function (record) {
        var points = score(record, words);
        if (points) hits.push({ record: record, points: points });
      });
    }
    hits.sort(function (a, b) { return b.points - a.points || a.record.order - b.record.order; });
    results.replaceChildren();
    hits.slice(0, MOST).forEach(function (hit) { results.append(item(hit.record.shown, words)); });
    var more = hits.length > MOST ? box.dataset.more : "";
    found.textContent = !words.length ? "" : hits.length ? hits.length + box.dataset.found + more : box.dataset.none;
    history.replaceState(null, "", "#" + encodeURIComponent(query.value));
  }

  function asked() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return "";
    }
  }

  box.hidden = false;
  query.value = asked();
  query.addEventListener("input", search);
  if (query.value && query.value !== "text") search();
  else query.value = "";
  query.focus();
})();
