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

package io.github.springxray.console.api;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.sampling.ClientActivity;
import io.github.springxray.console.sampling.RuleActivity;
import io.github.springxray.console.sampling.SamplingCounts;
import io.github.springxray.console.sampling.SamplingTargets;

/**
 * The sampling rules as the page shows them, with what their clients reported.
 */
final class PageSampling {

	/**
	 * More clients than these are counted, but not listed.
	 */
	private static final int LISTED = 50;

	private static final double SECOND = 1000;

	private final SamplingTargets targets;

	PageSampling(SamplingTargets targets) {
		this.targets = targets;
	}

	ApiResponse activity() {
		ObjectNode json = Json.object();
		ArrayNode rules = json.putArray("rules");
		for (RuleActivity activity : this.targets.activity()) {
			ObjectNode item = rules.addObject();
			item.set("rule", activity.rule().rule().toJson());
			item.put("modifiedAt", activity.rule().modifiedAt() / SECOND);
			put(item, activity.recent());
			if (activity.boost() != null) {
				item.putObject("boost")
					.put("rate", activity.boost().rate())
					.put("until", activity.boost().until() / SECOND);
			}
			if (activity.boostableFrom() > 0) {
				item.put("boostableFrom", activity.boostableFrom() / SECOND);
			}
			item.put("clientCount", activity.clients().size());
			ArrayNode clients = item.putArray("clients");
			activity.clients().stream().limit(LISTED).forEach((client) -> put(clients.addObject(), client));
		}
		return ApiResponse.ok(json);
	}

	private static void put(ObjectNode json, ClientActivity client) {
		json.put("id", client.id());
		put(json, client.counts());
		json.put("quota", client.quota()).put("reportedAt", client.reportedAt() / SECOND);
	}

	private static void put(ObjectNode json, SamplingCounts counts) {
		json.put("requests", counts.requests()).put("sampled", counts.sampled()).put("borrowed", counts.borrowed());
	}

}
