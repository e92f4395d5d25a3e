// What every page may need; each behavior binds itself to data attributes and stays away without them.
import { bindCounters } from "./counter.js";
import { bindDialogs } from "./dialog.js";
import { bindDropzones } from "./dropzone.js";
import { bindFilters } from "./filters.js";
import { bindSuggestions } from "./suggest.js";
import { bindTables } from "./table.js";
import { bindTrays } from "./tray.js";
import { bindSignOut } from "./sign-out.js";
import { focusErrors } from "./errors.js";

bindCounters();
bindDialogs();
bindDropzones();
bindFilters();
bindSignOut();
bindSuggestions();
bindTables();
bindTrays();
focusErrors();
