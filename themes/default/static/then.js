// Steps through the days of "What became known when": what became known later is hidden, all over the page, and a status is that of the day.
// Without this each day is a link, and the stylesheet does it to the list alone.
const list = document.querySelector(".known-days");
const form = document.querySelector("form.then");
const slider = form.querySelector("input");
const output = form.querySelector("output");
const entries = [...list.children];
const days = entries.toReversed();
const today = output.textContent;

// Where in the list a record stands, the newest first, and the status that it came to have there.
const news = new Map();
entries.forEach((entry, at) => {
  for (const name of entry.querySelectorAll(".what a")) {
    const known = { at, status: name.parentNode.nextElementSibling.querySelector("b .status") };
    news.set(name.href, [...(news.get(name.href) ?? []), known]);
  }
});

// What else on the page is of a record: rows and cards. Of a source, or what the list does not tell of, its date decides.
const rows = [];
for (const row of document.querySelectorAll("main :is(.ledger tbody tr, .claim, .time li, .refs li)")) {
  if (list.contains(row)) continue;
  const link = [...row.querySelectorAll("a")].find((link) => news.has(link.href));
  const badge = row.querySelector(":is([data-l=status], .meta) .status");
  const dated = row.matches("li") && row.querySelector("time")?.dateTime;
  rows.push({ row, known: news.get(link?.href), dated, badge, now: badge?.cloneNode(true) });
}

function show(day) {
  const from = entries.indexOf(day);
  for (const { row, known, dated, badge, now } of rows) {
    row.hidden = day && (known ? known.at(-1).at < from : dated > day.id.slice("known--".length));
    const steps = known?.filter((news) => news.status) ?? [];
    if (badge && steps.length) {
      const then = day ? steps.find((news) => news.at >= from)?.status : now;
      badge.className = then?.className ?? "";
      badge.replaceChildren(...(then?.cloneNode(true).childNodes ?? []));
    }
  }
  entries.forEach((entry, at) => (entry.hidden = at < from));
  for (const month of document.querySelectorAll(".month")) month.hidden = !month.querySelector("li:not([hidden])");
  form.classList.toggle("on", Boolean(day));
  slider.value = day ? days.indexOf(day) : days.length;
  slider.ariaValueText = output.textContent = day ? day.querySelector(".when").textContent : today;
}

// The address says which day is shown; where it leads to what is hidden, all is.
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (days.includes(target)) show(target);
  else if (target?.closest("[hidden]") || target === form.previousElementSibling) show();
}

slider.max = days.length;
form.addEventListener("input", () => {
  const day = days[slider.value];
  history.replaceState(null, "", day ? `#${day.id}` : location.pathname + location.search);
  show(day);
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  slider.value = days.length;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", follow);
list.classList.add("live");
form.hidden = false;
show();
follow();
