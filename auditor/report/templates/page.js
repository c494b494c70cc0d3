"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const id = (name) => document.getElementById(name);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const findings = new Map(
    all(".finding").map((item) => [
      item.dataset.index,
      {
        item,
        index: Number(item.dataset.index),
        severity: item.dataset.severity,
        category: item.dataset.category,
        check: item.dataset.check,
        message: folded(item.querySelector(".message").textContent),
        shown: true,
      },
    ]),
  );
  const rank = { neutral: 0, minor: 1, major: 2, critical: 3 };

  const rows = all(".row").map((element) => ({
    element,
    run: element.closest("details.excluded"),
    text: folded(all(".cell p:not(.missing)", element).map((p) => p.textContent).join("\n")),
    marks: all("mark", element).map((node) => ({ node, of: node.dataset.f.split(" ") })),
    own: all(".finding", element).map((item) => findings.get(item.dataset.index)),
    shared: all(".shared", element).map((item) => ({ item, finding: findings.get(item.dataset.shared) })),
    shown: true,
  }));
  const runs = all("details.excluded");
  const groups = all(".groups .finding").map((item) => findings.get(item.dataset.index));

  const search = id("search");
  const boxes = all("#severities input");
  const selects = { category: id("category"), check: id("check") };
  const flagged = id("flagged");
  const excluded = id("excluded");

  /* Filters */

  const wanted = () => ({
    query: folded(search.value.trim()),
    severities: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    category: selects.category.value,
    check: selects.check.value,
  });

  const narrowed = (want) =>
    want.severities.size < boxes.length || want.category !== "" || want.check !== "";

  function filter() {
    const want = wanted();
    const only = flagged.checked || narrowed(want);
    for (const finding of findings.values()) {
      finding.shown =
        want.severities.has(finding.severity) &&
        (want.category === "" || finding.category === want.category) &&
        (want.check === "" || finding.check === want.check);
      finding.item.hidden = !finding.shown;
    }
    for (const row of rows) showRow(row, want.query, only);
    const searching = want.query !== "" || only;
    for (const run of runs) {
      run.hidden = searching && !rows.some((row) => row.run === run && row.shown);
      if (want.query !== "" && !run.hidden) run.open = true;
    }
    for (const finding of groups) finding.item.hidden = !finding.shown;
    const panel = document.querySelector(".groups");
    if (panel) panel.hidden = groups.every((finding) => !finding.shown);
    tell(want, searching);
    highlight(want.query === "" ? "" : search.value.trim());
    hideTip();
  }

  function showRow(row, query, only) {
    const own = row.own.filter((finding) => finding.shown);
    const shared = row.shared.filter(({ finding }) => finding.shown);
    for (const { item, finding } of row.shared) item.hidden = !finding.shown;
    const said = [...own, ...shared.map(({ finding }) => finding)];
    const found =
      query === "" || row.text.includes(query) || said.some(({ message }) => message.includes(query));
    row.shown = found && (!only || said.length > 0);
    row.element.hidden = !row.shown;
    for (const mark of row.marks) paint(mark);
  }

  function paint({ node, of }) {
    const shown = of.map((index) => findings.get(index)).filter((finding) => finding && finding.shown);
    const worst = shown.reduce((a, b) => (a && rank[a.severity] >= rank[b.severity] ? a : b), null);
    node.className = (worst ? worst.severity : "off") + (node.textContent === "" ? " point" : "");
  }

  function tell(want, searching) {
    const article = rows.filter((row) => !row.run);
    const shown = article.filter((row) => row.shown).length;
    const count = stops().length;
    const number = (value) => value.toLocaleString("en");
    id("status").value =
      `${number(shown)} of ${number(article.length)} rows, ` +
      `${number(count)} of ${number(findings.size)} findings`;
    id("reset").hidden = !searching && !narrowed(want);
    id("nothing").hidden = !searching || rows.some((row) => row.shown);
    place(count ? `– / ${number(count)}` : "0 / 0");
  }

  function highlight(query) {
    if (!window.CSS || !CSS.highlights || typeof Highlight === "undefined") return;
    CSS.highlights.delete("search");
    if (query.length < 2) return;
    const found = new Highlight();
    const needle = query.toLowerCase();
    for (const row of rows) {
      if (!row.shown) continue;
      for (const part of all(".cell p, .message", row.element)) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.data.toLowerCase();
          if (text.length !== walker.currentNode.length) continue;
          for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
            const range = new Range();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + needle.length);
            found.add(range);
          }
        }
      }
      if (found.size > 2000) break;
    }
    CSS.highlights.set("search", found);
  }

  function reset() {
    search.value = "";
    for (const box of boxes) box.checked = true;
    selects.category.value = selects.check.value = "";
    flagged.checked = false;
    filter();
  }

  /* Jumps: each finding that is shown is one stop, at its first mark or, without one, at its text */

  let current = null;

  function stops() {
    const seen = new Set();
    const found = [];
    for (const row of rows) {
      if (!row.shown) continue;
      for (const { node, of } of row.marks) {
        for (const index of of) {
          const finding = findings.get(index);
          if (!finding || !finding.shown || seen.has(index)) continue;
          seen.add(index);
          found.push({ finding, node });
        }
      }
      for (const finding of row.own) {
        if (!finding.shown || seen.has(String(finding.index))) continue;
        seen.add(String(finding.index));
        found.push({ finding, node: finding.item });
      }
    }
    return found;
  }

  function jump(step) {
    const found = stops();
    if (!found.length) return;
    const here = found.findIndex(({ finding }) => finding === current);
    const start = here >= 0 ? here + step : step > 0 ? 0 : found.length - 1;
    const at = (start + found.length) % found.length;
    current = found[at].finding;
    visit(found[at].node, current);
    place(`${(at + 1).toLocaleString("en")} / ${found.length.toLocaleString("en")}`);
  }

  const place = (text) => {
    id("position").value = text;
  };

  function visit(node, finding) {
    const run = node.closest("details");
    if (run) run.open = true;
    for (const lit of all(".lit")) lit.classList.remove("lit");
    node.scrollIntoView({ block: "center", behavior: "instant" });
    node.focus({ preventScroll: true });
    node.classList.add("lit");
    if (finding) finding.item.classList.add("lit");
  }

  /* Explanation of a mark, on hover and on focus */

  const tip = id("tip");
  let leaving = 0;
  let dismissed = null;

  function showTip(node) {
    clearTimeout(leaving);
    const said = node.dataset.f
      .split(" ")
      .map((index) => findings.get(index))
      .filter((finding) => finding && finding.shown)
      .map((finding) => {
        const copy = finding.item.querySelector(".say").cloneNode(true);
        copy.removeAttribute("id");
        return copy;
      });
    if (!said.length) return hideTip();
    tip.replaceChildren(...said);
    tip.hidden = false;
    const rects = node.getClientRects();
    const box = rects.length ? rects[0] : node.getBoundingClientRect();
    const last = rects.length ? rects[rects.length - 1] : box;
    const width = tip.offsetWidth;
    const left = Math.max(12, Math.min(box.left, root.clientWidth - width - 12));
    const below = last.bottom + 8 + tip.offsetHeight < root.clientHeight;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(below ? last.bottom + 8 : box.top - tip.offsetHeight - 8) + window.scrollY}px`;
  }

  function hideTip() {
    clearTimeout(leaving);
    tip.hidden = true;
  }

  const markOf = (event) => (event.target instanceof Element ? event.target.closest("mark") : null);
  document.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark) showTip(mark);
    else if (tip.contains(event.target)) clearTimeout(leaving);
  });
  document.addEventListener("pointerout", (event) => {
    if (!markOf(event) && !tip.contains(event.target)) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      const focused = document.activeElement;
      if (focused && focused.matches("mark") && focused !== dismissed) showTip(focused);
      else hideTip();
    }, 200);
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    dismissed = null;
    if (!mark) return hideTip();
    showTip(mark);
    const finding = mark.dataset.f.split(" ").map((index) => findings.get(index)).find((f) => f && f.shown);
    if (finding && !(current && mark.dataset.f.split(" ").includes(String(current.index)))) current = finding;
  });
  document.addEventListener("focusout", (event) => {
    if (markOf(event)) hideTip();
  });

  /* Controls */

  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(filter, rows.length > 500 ? 150 : 0);
  });
  for (const control of [...boxes, selects.category, selects.check, flagged]) {
    control.addEventListener("change", filter);
  }
  if (excluded) {
    excluded.addEventListener("change", () => {
      for (const run of runs) run.open = excluded.checked;
    });
  }
  id("reset").addEventListener("click", reset);
  id("next").addEventListener("click", () => jump(1));
  id("previous").addEventListener("click", () => jump(-1));

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const bar = event.target.closest("[data-pick]");
    if (bar) pick(bar.dataset.pick, bar.dataset.value);
    const link = event.target.closest("[data-place]");
    if (link) {
      event.preventDefault();
      visitPlace(link);
    }
  });

  function pick(name, value) {
    if (name === "severity") for (const box of boxes) box.checked = box.value === value;
    else selects[name].value = value;
    filter();
    document.querySelector(".toolbar").scrollIntoView({ block: "start" });
  }

  function visitPlace(link) {
    const finding = link.closest(".finding").dataset.index;
    const target = link.getAttribute("href").slice(1);
    const sameRow = all("[data-place]", link.parentElement).filter((other) => other.hash === link.hash);
    const row = rows.find(({ element }) => element.id === target);
    if (!row.shown) reset();
    const marks = row.marks.filter(({ node, of }) => of.includes(finding) && node.tabIndex === 0);
    const mark = marks[Math.min(sameRow.indexOf(link), marks.length - 1)];
    current = findings.get(finding);
    visit(mark ? mark.node : row.element, null);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      dismissed = document.activeElement;
      return hideTip();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.target instanceof Element && event.target.closest("input:not([type=checkbox]), select, textarea")) {
      return undefined;
    }
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (step) {
      event.preventDefault();
      jump(step);
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
      search.select();
    }
    return undefined;
  });

  /* Dark and light */

  const remember = (theme) => {
    try {
      localStorage.setItem("auditor-theme", theme);
    } catch {
      /* Storage is closed to this page: the choice lasts until it is left. */
    }
  };
  try {
    const theme = localStorage.getItem("auditor-theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch {
    /* See above. */
  }
  id("theme").addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember(root.dataset.theme);
  });

  /* Print everything; links to a row open what it is folded into */

  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const details of closed) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
  const unfold = () => {
    const target = location.hash.length > 1 ? id(decodeURIComponent(location.hash.slice(1))) : null;
    const details = target && target.closest("details");
    if (details) details.open = true;
    if (target && target.hidden) reset();
    if (target) target.scrollIntoView();
  };
  window.addEventListener("hashchange", unfold);

  const toolbar = document.querySelector(".toolbar");
  const measure = () => root.style.setProperty(
      "--toolbar",
      String(getComputedStyle(toolbar).position === "sticky" ? toolbar.offsetHeight : 0),
    );
  if (typeof ResizeObserver !== "undefined") new ResizeObserver(measure).observe(toolbar);
  measure();
  filter();
  unfold();
})();
