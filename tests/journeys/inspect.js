// What a person meets on a page and a reader of its source does not see. It is run in the browser, after axe.
async (tags) => {
  const asked = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const found = await axe.run(document, asked);
  const leadsNowhere = (link) => {
    const control = document.getElementById(link.getAttribute("href").slice(1));
    control?.focus();
    return !control || document.activeElement !== control;
  };
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const summary = document.querySelector(".govuk-error-summary");
  return {
    violations: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`),
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    title: document.title,
    has_errors: Boolean(summary),
    ids_used_twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    dead_links: [...(summary?.querySelectorAll("a") ?? [])].filter(leadsNowhere).map((link) => link.getAttribute("href")),
  };
}
