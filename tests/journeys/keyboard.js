// What a page offers to a keyboard: every control in the order of the page, and what each looks like.
(act) => {
  const KINDS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]';
  const isStop = (control, _place, all) => {
    if (control.disabled || control.tabIndex < 0 || !control.checkVisibility()) return false;
    if (control.type !== "radio") return true;
    // Of radio buttons Tab stops at the chosen one, else at the first; arrows reach the others.
    const group = all.filter((one) => one.type === "radio" && one.name === control.name && one.form === control.form);
    return control === (group.find((one) => one.checked) ?? group[0]);
  };
  const rings = (control) => {
    const looks = [getComputedStyle(control)].filter((look) => look.opacity !== "0");
    const label = control.labels?.[0];
    if (label) looks.push(getComputedStyle(label, "::before"));
    return looks.map((look) => {
      const isDrawn = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0 && !/, 0\)$/.test(look.outlineColor);
      return `${isDrawn ? look.outline : ""} ${look.boxShadow === "none" ? "" : look.boxShadow}`.trim();
    }).join("|");
  };
  const isInSight = (control) => {
    const box = [...control.getClientRects()].find((one) => one.width > 0 && one.height > 0);
    const seen = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return Boolean(seen) && (control.contains(seen) || seen.contains(control) || seen.control === control);
  };
  const nameOf = (control) => (control.labels?.[0] ?? control).textContent.trim().replace(/\s+/g, " ") || control.id || control.tagName;
  const all = [...document.querySelectorAll(KINDS)];
  const stops = all.filter(isStop);
  const describe = (control) => ({ place: stops.indexOf(control), name: nameOf(control), rings: rings(control), in_sight: isInSight(control) });
  if (act === "stops") return stops.map(describe);
  const focused = document.activeElement;
  return !focused || focused === document.body || focused === document.documentElement ? null : describe(focused);
}
