/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// Where it all comes together: the route decides which view shows, the console's version when it is loaded again.
import { ApiError } from "./api.js";
import { CompareView } from "./compare/view.js";
import { announce, byId, setText } from "./dom.js";
import { FilterBox } from "./filterbox.js";
import { count } from "./format.js";
import { openFiles } from "./files.js";
import { Live } from "./live.js";
import { OverviewView } from "./overview.js";
import { freeze, go, hashOf, read } from "./route.js";
import { SamplingView } from "./sampling/view.js";
import { listen, showHelp } from "./shortcuts.js";
import { StatisticsView } from "./statistics/view.js";
import { showStatus } from "./statusbar.js";
import { remember } from "./suggestions.js";
import { TraceView } from "./trace/view.js";

const TRACE_ID = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/i;

const filterBox = new FilterBox((filter) => apply(filter));
const overview = new OverviewView((known) => filterBox.offer(known));
const views = { overview, trace: new TraceView(), statistics: new StatisticsView(), compare: new CompareView(), sampling: new SamplingView() };
const live = new Live(onStatus, onMissed, onLost);

let route = read();
let version = null;

/** The filter narrows what a view counts; from a single trace it leads back to the list. The id of a trace opens it. */
function apply(filter) {
	if (TRACE_ID.test(filter)) {
		go({ view: "trace", trace: filter.toLowerCase() });
		return;
	}
	const target = (route.view === "statistics" || route.view === "compare") ? route.view : "overview";
	if (filter === route.filter && target === route.view) {
		load();
		return;
	}
	go({ view: target, filter });
}

function show(next) {
	const before = route;
	route = next;
	for (const view of Object.keys(views)) {
		byId(`view-${view}`).hidden = view !== route.view;
	}
	for (const link of document.querySelectorAll("[data-view]")) {
		link.setAttribute("href", hashOf({ ...route, view: link.dataset.view, at: null }));
		link.toggleAttribute("aria-current", false);
		if (link.dataset.view === route.view) {
			link.setAttribute("aria-current", "page");
		}
	}
	document.querySelector(".brand").setAttribute("href", hashOf({ ...route, view: "overview", at: null }));
	byId("range").value = route.range;
	filterBox.show(route.filter);
	if (route.view !== "trace") {
		document.title = "X-Ray console";
	}
	return before;
}

async function load() {
	const asked = route;
	try {
		const shown = await views[asked.view].show(asked);
		if (shown !== false && asked === route) {
			filterBox.fail(null);
			remember(asked.filter);
			connected();
		}
	}
	catch (ex) {
		report(ex, asked);
	}
}

function report(failure, asked) {
	if (failure instanceof ApiError && failure.status === 400 && asked.filter) {
		filterBox.fail(failure.message, asked.filter, failure.position);
	}
	else if (failure.name !== "AbortError") {
		onLost(failure);
	}
}

async function navigate() {
	const before = show(read());
	await load();
	if (before.view === route.view) {
		return;
	}
	if (route.view === "trace") {
		views.trace.focus();
	}
	else if (before.view === "trace" && route.view === "overview") {
		overview.remember(before.trace);
		overview.focusCurrent();
	}
}

async function onStatus(status) {
	connected();
	overview.application = status.application;
	views.sampling.application = status.application;
	showStatus(status);
	if (status.version !== version || views[route.view].live) {
		version = status.version;
		await load();
	}
}

/** Says how much has come since the pause, of which nothing is shown. */
function onMissed(traces) {
	connected();
	setText(byId("live-label"), (traces > 0) ? `Paused, ${count(traces)} new` : "Paused");
}

function connected() {
	byId("connection").hidden = true;
}

function onLost(failure) {
	const message = (failure instanceof ApiError) ? failure.message : "The console does not answer. What is shown is what came last; it is asked again every second.";
	setText(byId("connection"), message);
	byId("connection").hidden = false;
}

function togglePause() {
	const paused = !live.paused;
	freeze(paused ? Date.now() / 1000 : null);
	live.pause(paused);
	byId("live").setAttribute("aria-pressed", String(!paused));
	setText(byId("live-label"), paused ? "Paused" : "Live");
	if (!paused) {
		load();
	}
	byId("live").setAttribute("aria-label", paused ? "Paused, go on" : "Live, pause");
	announce(paused ? "Paused" : "Live");
}

function move(step) {
	if (route.view === "overview") {
		overview.move(step);
	}
	else if (route.view === "trace") {
		views.trace.focus();
		views.trace.move(step);
	}
	else {
		return false;
	}
	return true;
}

/** Arrow keys belong to what has the focus, if it scrolls or has keys of its own. */
function arrow(event, step) {
	return event.target.closest("[role=tablist], [role=separator], .tab-panel, .figures-scroll") ? false : move(step);
}

function back() {
	if (route.view === "trace") {
		go({ view: "overview" });
	}
	else if (document.activeElement !== document.body) {
		document.activeElement.blur();
	}
}

byId("skip").addEventListener("click", (event) => {
	// The hash is the route, so the link must not change it
	event.preventDefault();
	byId("main").focus();
});
byId("range").addEventListener("change", (event) => go({ ...route, range: event.target.value }));
byId("live").addEventListener("click", togglePause);
byId("theme").addEventListener("click", () => window.xrayTheme.toggle());
byId("help").addEventListener("click", showHelp);
window.addEventListener("hashchange", navigate);

listen({
	"/": () => filterBox.focus(),
	"j": () => move(1),
	"k": () => move(-1),
	"ArrowDown": (event) => arrow(event, 1),
	"ArrowUp": (event) => arrow(event, -1),
	"Enter": (event) => (route.view === "trace" && event.target.getAttribute("role") === "treegrid") ? views.trace.focusDetails() : false,
	"Escape": back,
	"f": () => (route.view === "trace") ? views.trace.find() : false,
	"z": () => (route.view === "trace") ? views.trace.zoom() : false,
	"1": () => go({ view: "overview" }),
	"2": () => go({ view: "statistics" }),
	"3": () => go({ view: "sampling" }),
	"4": () => go({ view: "compare" }),
	"p": togglePause,
	"t": () => window.xrayTheme.toggle(),
	"?": showHelp
});

openFiles((ids) => {
	if (ids.length === 1) {
		go({ view: "trace", trace: ids[0] });
	}
	else {
		const few = ids.length <= 10;
		go({ view: "overview", range: "", filter: few ? ids.map((id) => `id = "${id}"`).join(" OR ") : "" });
		load();
	}
});

// The first answer has a version that is new, and so loads the view
show(route);
live.start();
