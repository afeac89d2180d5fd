"use strict";
(() => {
  // What the page can do without a script is in the page; this adds filters, the sheet and keys.
  const MANY = 400;
  const PAUSE = 150;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const form = one("#filters");
  const { unit: unitBox, state: stateBox, lamp: lampBox, q: textBox, clear: clearButton } = form.elements;
  const boxes = { unit: unitBox, state: stateBox, lamp: lampBox };
  const sheet = one("#sheet");
  const grid = one(".grid");
  const large = document.documentElement.classList.contains("large");
  const status = one("#count");

  const items = all("tr.i", grid).map((row, n) => ({
    n,
    row,
    id: decoded(one("a", row).hash),
    chapter: null,
    details: null,
    body: null,
    state: row.dataset.s,
    lamp: row.dataset.l,
    parts: [...row.dataset.p.matchAll(/(\d+)([a-z])([a-z])([01m])/g)],
    shown: true,
    text: null,
  }));
  const byId = new Map(items.map((item) => [item.id, item]));
  const chapters = all("tbody.chapter", grid).map((body) => ({
    body,
    button: one(".fold", body),
    group: null,
    items: [],
  }));
  all("#items .group").forEach((group, n) => { chapters[n].group = group; });
  const chapterOf = new Map(chapters.map((chapter) => [chapter.body, chapter]));
  for (const item of items) {
    item.chapter = chapterOf.get(item.row.parentElement);
    item.chapter.items.push(item);
  }
  const columns = all("col.c-unit", grid);
  const heads = all("thead .unit", grid);
  const debts = all("tr.debt").map((row) => ({
    row,
    unit: row.dataset.u,
    count: one(".count", row),
    links: all(".ids a", row).map((link) => ({ link, item: byId.get(decoded(link.hash)) })),
    left: -1,
  }));

  const want = { unit: "", state: "", lamp: "", q: "" };
  let open = null;
  let openUnit = "";

  // -- details: of a large plan they are parsed when a chapter is first asked for -------------------

  const stores = new Map(all("#items .group > noscript").map((store) => [store.parentElement, store]));
  const ITEM = '<details class="item">';
  const LABELS = /<(dt|thead|summary)\b.*?<\/\1>|<[^>]*>/gs;
  const MARKS = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&quot;": '"', "&#39;": "'", "&amp;": "&" };

  function unfold(chapter) {
    const store = stores.get(chapter.group);
    if (store) {
      const made = document.createElement("template");
      made.innerHTML = store.textContent;
      store.replaceWith(made.content);
      stores.delete(chapter.group);
    }
    if (chapter.items[0].details) return;
    nameParts(chapter.group);
    all(".item", chapter.group).forEach((details, n) => {
      const item = chapter.items[n];
      item.details = details;
      item.body = one(".body", details);
      details.hidden = !item.shown;
    });
  }

  function bodyOf(item) {
    unfold(item.chapter);
    return item.body;
  }

  function readTexts(chapter) {
    const store = stores.get(chapter.group);
    const pieces = store
      ? store.textContent.split(ITEM).slice(1) : chapter.items.map((item) => bodyOf(item).outerHTML);
    chapter.items.forEach((item, n) => {
      const words = pieces[n].replace(LABELS, "\n").replace(/&[a-z#0-9]+;/g, (mark) => MARKS[mark] ?? mark);
      item.text = plain(`${one("th", item.row).textContent}\n${words}`);
    });
  }

  // Tables that a narrow screen shows as blocks stay tables for those who hear them.
  function nameParts(root) {
    const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
    for (const table of all("table.stacked", root)) {
      table.setAttribute("role", "table");
      for (const [part, role] of Object.entries(roles)) all(part, table).forEach((found) => found.setAttribute("role", role));
    }
  }

  // -- the address ---------------------------------------------------------------------------------

  const known = (box, value) => [...box.options].some((option) => option.value === value);

  function read(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const found = {};
    for (const name of Object.keys(boxes)) {
      const value = given.get(name) ?? "";
      found[name] = known(boxes[name], value) ? value : "";
    }
    found.q = (given.get("q") ?? "").slice(0, textBox.maxLength);
    found.item = byId.get(`i${given.get("item") ?? ""}`) ?? byId.get(decoded(hash)) ?? null;
    return found;
  }

  function decoded(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  function address() {
    const parts = Object.entries(want).filter(([, value]) => value);
    if (open) parts.push(["item", open.id.slice(1)]);
    return `#${new URLSearchParams(parts)}`;
  }

  function keep(push) {
    const hash = address();
    if (hash === (location.hash || "#")) return;
    const target = hash === "#" ? location.pathname + location.search : hash;
    history[push ? "pushState" : "replaceState"](null, "", target);
  }

  function restore() {
    const { item, ...found } = read(location.hash);
    Object.assign(want, found);
    fillIn();
    filter();
    if (item && item !== open) show(item, "");
    else if (!item && open) sheet.close();
  }

  function fillIn() {
    for (const [name, box] of Object.entries(boxes)) box.value = want[name];
    textBox.value = want.q;
  }

  // -- filters -------------------------------------------------------------------------------------

  const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
  const code = (box) => box.selectedOptions[0]?.dataset.code ?? "";

  function textOf(item) {
    if (item.text === null) readTexts(item.chapter);
    return item.text;
  }

  function partAccepts([, unit, state, lamp, flag], wanted) {
    return (wanted.unit === "" || unit === wanted.unit)
      && (wanted.state === "" || (wanted.state === "u" ? flag === "0" : state === wanted.state))
      && (wanted.lamp === "" || lamp === wanted.lamp);
  }

  function accepts(item, wanted) {
    if (wanted.unit !== "") {
      if (!item.parts.some((part) => partAccepts(part, wanted))) return false;
    } else {
      if (wanted.lamp !== "" && item.lamp !== wanted.lamp) return false;
      if (wanted.state === "u") {
        if (!item.parts.some((part) => part[4] === "0")) return false;
      } else if (wanted.state !== "" && item.state !== wanted.state) return false;
    }
    return wanted.q === "" || textOf(item).includes(wanted.q);
  }

  function filter() {
    const wanted = { unit: code(unitBox), state: code(stateBox), lamp: code(lampBox), q: plain(want.q) };
    let count = 0;
    let maybe = 0;
    for (const item of items) {
      const shown = accepts(item, wanted);
      count += shown;
      maybe += shown && wanted.unit !== "" && item.parts.some((p) => p[1] === wanted.unit && p[4] === "m");
      if (shown !== item.shown) {
        item.shown = shown;
        item.row.hidden = !shown;
        if (item.details) item.details.hidden = !shown;
      }
    }
    const narrowed = Object.values(want).some(Boolean);
    arrangeChapters(count, narrowed);
    arrangeDebts(wanted.unit);
    markUnit(wanted.unit);
    tell(count, maybe, narrowed);
  }

  function arrangeChapters(count, narrowed) {
    for (const chapter of chapters) {
      const some = chapter.items.some((item) => item.shown);
      chapter.body.hidden = chapter.group.hidden = !some;
      if (large) {
        fold(chapter, narrowed && count <= MANY);
      }
    }
    one(".nothing", grid.parentElement).hidden = count > 0;
    grid.hidden = count === 0;
  }

  function arrangeDebts(unit) {
    let rows = 0;
    for (const debt of debts) {
      let left = 0;
      for (const { link, item } of debt.links) {
        if (link.hidden === item.shown) link.hidden = !item.shown;
        left += item.shown;
      }
      if (left !== debt.left) debt.count.textContent = debt.left = left;
      debt.row.hidden = left === 0 || (unit !== "" && debt.unit !== unit);
      rows += !debt.row.hidden;
    }
    const nothing = one("#debts .nothing");
    if (nothing) {
      nothing.hidden = rows > 0;
      one("#debts table").hidden = rows === 0;
    }
  }

  function markUnit(unit) {
    columns.forEach((column, n) => column.classList.toggle("on", String(n) === unit));
    heads.forEach((head, n) => head.classList.toggle("on", String(n) === unit));
  }

  function tell(count, maybe, narrowed) {
    const unsure = maybe ? `（其中 ${maybe} 项待明确）` : "";
    const told = narrowed ? `筛选后 ${count} 项${unsure}，共 ${items.length} 项` : `共 ${items.length} 项`;
    if (status.textContent !== told) status.textContent = told;
    clearButton.disabled = !narrowed;
    for (const box of [...Object.values(boxes), textBox]) box.classList.toggle("set", box.value !== "");
    const note = one("#filtered");
    note.hidden = !narrowed;
    const chosen = Object.values(boxes).filter((box) => box.value)
      .map((box) => `${box.parentElement.firstChild.textContent}“${box.selectedOptions[0].textContent}”`);
    if (want.q) chosen.push(`文字“${want.q}”`);
    note.textContent = narrowed ? `以下矩阵、未反馈未完成、事项明细已筛选：${chosen.join("，")}；${told}。` : "";
    const button = one("#open-all");
    button.disabled = count > MANY || count === 0;
    button.title = count > MANY ? `请先筛选到 ${MANY} 项以内` : "";
  }

  function ask(given, push) {
    Object.assign(want, given);
    fillIn();
    keep(push);
    filter();
  }

  // -- chapters ------------------------------------------------------------------------------------

  function fold(chapter, opened) {
    chapter.body.classList.toggle("open", opened);
    chapter.button.setAttribute("aria-expanded", String(opened));
  }

  // -- the sheet -----------------------------------------------------------------------------------

  function show(item, unit) {
    open = item;
    openUnit = unit;
    const source = bodyOf(item);
    const title = one("#sheet-title");
    const link = one("a", item.row);
    title.replaceChildren(...[...link.childNodes].map((node) => node.cloneNode(true)));
    const facts = document.createElement("p");
    facts.className = "facts";
    facts.append(...all(":scope > summary > :is(.state, .lamp, em)", item.details).map((part) => part.cloneNode(true)));
    const body = source.cloneNode(true);
    body.removeAttribute("id");
    all("tbody tr", body).forEach((row) => row.classList.toggle("here", row.dataset.u === unit));
    const room = one(".sheet-body", sheet);
    room.replaceChildren(facts, body);
    const shown = items.filter((other) => other.shown);
    const place = shown.indexOf(item);
    one("#sheet-place").textContent = place < 0 ? "" : `第 ${place + 1} 项，共 ${shown.length} 项`;
    one("[data-go=previous]").disabled = place < 1;
    one("[data-go=next]").disabled = place < 0 || place === shown.length - 1;
    if (!sheet.open) sheet.showModal();
    room.scrollTop = 0;
    one(".here", body)?.scrollIntoView({ block: "nearest" });
    title.focus();
  }

  function step(by) {
    const shown = items.filter((item) => item.shown);
    const next = shown[shown.indexOf(open) + by];
    if (!next) return;
    show(next, openUnit);
    keep(false);
  }

  sheet.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]")?.dataset.go;
    if (go === "close" || event.target === sheet) sheet.close();
    else if (go) step(go === "next" ? 1 : -1);
  });
  sheet.addEventListener("close", () => {
    open = null;
    keep(false);
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
  });

  // -- links ---------------------------------------------------------------------------------------

  function reveal(target) {
    target.closest("details:not([open])")?.setAttribute("open", "");
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cell = event.target.closest("td.p");
    const link = event.target.closest("a[href^='#']");
    if (cell) openCell(cell);
    if (!link) return;
    event.preventDefault();
    const item = byId.get(decoded(link.hash));
    if (item) {
      show(item, link.closest("tr.debt")?.dataset.u ?? "");
      keep(true);
    } else if (link.dataset.filter) {
      const given = Object.fromEntries(new URLSearchParams(link.dataset.filter));
      ask({ unit: "", state: "", lamp: "", q: "", ...given }, true);
      reveal(one("#matrix"));
    } else reveal(document.getElementById(decoded(link.hash)));
  });

  // What an id stands for is said when the pointer comes: written out it would double a large page.
  document.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("td.p:not([title])");
    if (cell) cell.title = `${rowOf(cell).id.slice(1)} ${heads[unitOf(cell)].innerText.trim()}：${cell.ariaLabel}`;
    const link = event.target.closest(".ids a:not([title])");
    if (link) link.title = one("th a", byId.get(decoded(link.hash)).row).textContent;
  });

  // -- keys in the matrix --------------------------------------------------------------------------

  const rowOf = (cell) => items[cell.parentElement.sectionRowIndex - 1 + offset(cell.parentElement.parentElement)];
  function offset(body) {
    return chapterOf.get(body).items[0].n;
  }

  function unitOf(cell) {
    let column = -2;
    for (let other = cell.previousElementSibling; other; other = other.previousElementSibling) column += other.colSpan;
    return column;
  }

  function openCell(cell) {
    stopAt(cell);
    show(rowOf(cell), String(unitOf(cell)));
    keep(true);
  }

  const visible = () => items.filter((item) => item.shown && item.row.parentElement.classList.contains("open"));
  const stopsOf = (item) => [one("th a", item.row), ...all("td.p", item.row)];
  let stop = null;

  function stopAt(element) {
    stop?.setAttribute("tabindex", "-1");
    stop = element;
    stop.setAttribute("tabindex", "0");
  }

  function nearest(item, unit) {
    if (unit < 0) return one("th a", item.row);
    const cells = all("td.p", item.row);
    return cells.sort((a, b) => Math.abs(unitOf(a) - unit) - Math.abs(unitOf(b) - unit))[0] ?? one("th a", item.row);
  }

  function move(event, from) {
    const row = from.closest("tr.i");
    const item = byId.get(decoded(one("th a", row).hash));
    const stops = stopsOf(item);
    const at = stops.indexOf(from);
    const rows = visible();
    const unit = from.matches("td") ? unitOf(from) : -1;
    const other = (by) => rows[rows.indexOf(item) + by];
    const goals = {
      ArrowRight: () => stops[at + 1],
      ArrowLeft: () => stops[at - 1],
      ArrowDown: () => other(1) && nearest(other(1), unit),
      ArrowUp: () => other(-1) && nearest(other(-1), unit),
      Home: () => (event.ctrlKey ? nearest(rows[0], -1) : stops[0]),
      End: () => (event.ctrlKey ? nearest(rows[rows.length - 1], -1) : stops[stops.length - 1]),
      Escape: () => stops[0],
    };
    return goals[event.key];
  }

  grid.addEventListener("keydown", (event) => {
    const from = event.target.closest("td.p, .i > th a");
    if (!from) return;
    if ((event.key === "Enter" || event.key === " ") && from.matches("td")) {
      event.preventDefault();
      openCell(from);
      return;
    }
    const goal = move(event, from);
    if (!goal) return;
    event.preventDefault();
    const next = goal();
    if (!next) return;
    stopAt(next);
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  function tabStop() {
    if (stop?.closest("tr").offsetParent) return;
    const first = visible()[0];
    if (first) stopAt(one("th a", first.row));
  }

  // -- begin ---------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => event.preventDefault());
  for (const [name, box] of Object.entries(boxes)) {
    box.addEventListener("change", () => { ask({ [name]: box.value }, false); tabStop(); });
  }
  let waiting = 0;
  textBox.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { ask({ q: textBox.value.trim() && textBox.value }, false); tabStop(); }, PAUSE);
  });
  clearButton.addEventListener("click", () => {
    clearTimeout(waiting);
    ask({ unit: "", state: "", lamp: "", q: "" }, false);
    unitBox.focus();
  });
  for (const chapter of chapters) {
    chapter.button.hidden = false;
    chapter.button.addEventListener("click", () => { fold(chapter, !chapter.body.classList.contains("open")); tabStop(); });
    fold(chapter, !large);
  }
  nameParts(document);
  for (const chapter of chapters) {
    if (!large) unfold(chapter);
    else chapter.group.addEventListener("toggle", () => chapter.group.open && unfold(chapter));
  }
  const openAll = one("#open-all");
  openAll.addEventListener("click", () => {
    const shown = items.filter((item) => item.shown);
    const opened = !shown.every((item) => item.details?.open);
    for (const item of shown) {
      unfold(item.chapter);
      item.details.open = opened;
      if (opened) item.details.parentElement.open = true;
    }
    openAll.textContent = opened ? "全部收起" : "全部展开";
  });
  addEventListener("beforeprint", () => {
    const shown = items.filter((item) => item.shown);
    const printed = shown.filter((item) => item.details?.open && item.chapter.group.open).length;
    one("#printed").textContent = printed === items.length
      ? `全部 ${printed} 项。` : `只印已展开的 ${printed} 项，共 ${items.length} 项；要印全部，请先清除筛选、全部展开。`;
  });
  addEventListener("hashchange", restore);
  addEventListener("popstate", restore);

  for (const item of items) one("th a", item.row).setAttribute("tabindex", "-1");
  grid.setAttribute("role", "grid");
  document.documentElement.classList.add("js");
  form.hidden = openAll.hidden = one(".keys").hidden = false;
  restore();
  tabStop();
})();
