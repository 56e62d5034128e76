// While a lottery is being made, its page keeps itself up to date, until it is made or somebody holds it still.
// Without scripts there is a link for that.
const EVERY = 3000;
const shown = document.getElementById("draw");
const hold = document.getElementById("draw-hold");
const news = document.getElementById("draw-news");
let isHeld = false;

const isRunning = (draw) => "running" in draw.dataset;

async function look() {
  if (!isHeld && !document.hidden) {
    const found = await latest().catch(() => undefined);
    if (found && !isHeld) show(found);
  }
  if (isRunning(shown)) setTimeout(look, EVERY);
}

async function latest() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("draw");
}

function show(found) {
  if (isRunning(found)) {
    const parts = found.querySelectorAll("[data-progress]");
    shown.querySelectorAll("[data-progress]").forEach((part, place) => part.replaceWith(parts[place]));
    return;
  }
  const hadFocus = shown.contains(document.activeElement);
  delete shown.dataset.running;
  shown.replaceChildren(...found.childNodes);
  news.textContent = found.dataset.state;
  if (hadFocus) shown.focus();
}

hold.addEventListener("click", () => {
  isHeld = !isHeld;
  [hold.textContent, hold.dataset.other] = [hold.dataset.other, hold.textContent];
});
hold.parentElement.hidden = false;
setTimeout(look, EVERY);
