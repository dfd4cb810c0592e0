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
    if (back) link.focus();
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

  function show(link, source) {
    var box = document.createElement("div");
    box.className = "account";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", source.querySelector("h3").textContent);
    box.tabIndex = -1;
    box.appendChild(closer());
    Array.prototype.forEach.call(source.childNodes, function (node) {
      box.appendChild(node.cloneNode(true));
    });
    link.setAttribute("aria-expanded", "true");
    open = { box: box, link: link };
    document.body.appendChild(box);
    place(box, link);
    box.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("data.figure > a");
    var again = open && link === open.link;
    if (open && !open.box.contains(event.target)) close(again);
    if (!link || again || event.ctrlKey || event.metaKey || event.shiftKey) {
      if (again) event.preventDefault();
      return;
    }
    var source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!source) return;
    event.preventDefault();
    show(link, source);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close(true);
  });

  document.addEventListener("focusin", function (event) {
    if (open && !open.box.contains(event.target) && event.target !== open.link) close(false);
  });
})();
