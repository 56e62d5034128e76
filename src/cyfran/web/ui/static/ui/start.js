// The behaviour of GOV.UK's parts, such as the menu on small screens. Every page works without it.
import { initAll } from "../built/govuk.js";

initAll();
