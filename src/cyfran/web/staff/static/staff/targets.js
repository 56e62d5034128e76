// Says whether targets can be met while they are typed. Nothing is stored by it; without scripts the button below says it.
const PAUSE = 500;
const form = document.getElementById("targets");
const shown = document.getElementById("advice-now");
const news = document.getElementById("advice-news");
let waiting;
let asked = 0;

async function ask() {
  asked += 1;
  const number = asked;
  const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
  if (answer.status !== 200) return;
  const advice = await answer.text();
  if (number !== asked) return;
  shown.innerHTML = advice;
  const heading = shown.querySelector("h2").textContent;
  if (news.textContent !== heading) news.textContent = heading;
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask().catch(() => undefined), PAUSE);
});
