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

package io.github.springxray.console.filter;

import java.util.Collection;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.graph.RootCause;

/**
 * Root causes in the form of X-Ray's API.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_FaultRootCause.html">FaultRootCause</a>
 */
public final class CauseJson {

	private CauseJson() {
	}

	/**
	 * Write root causes.
	 * @param causes the root causes
	 * @return a list, as it stands in the summary of a trace
	 */
	public static ArrayNode of(Collection<RootCause> causes) {
		ArrayNode list = JsonNodeFactory.instance.arrayNode();
		for (RootCause cause : causes) {
			ArrayNode services = list.addObject().putArray("Services");
			for (RootCause.Service service : cause.services()) {
				ObjectNode json = services.addObject();
				json.put("Name", service.name());
				json.putArray("Names").add(service.name());
				json.put("Type", service.type());
				json.put("Inferred", service.inferred());
				ArrayNode path = json.putArray("EntityPath");
				service.path().forEach((entity) -> path.add(entity(entity)));
			}
		}
		return list;
	}

	private static ObjectNode entity(RootCause.Entity entity) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		json.put("Name", entity.node().name());
		json.put("Coverage", entity.coverage());
		json.put("Remote", entity.isRemote());
		if (!entity.node().exceptions().isEmpty()) {
			ArrayNode exceptions = json.putArray("Exceptions");
			entity.node()
				.exceptions()
				.forEach((each) -> exceptions.addObject().put("Name", each.type()).put("Message", each.message()));
		}
		return json;
	}

	/**
	 * Return whether each item of a pattern is one of the causes. A cause may have more
	 * fields than the item, but not more services and parts on its way.
	 */
	static boolean matchesAny(JsonNode pattern, Collection<RootCause> causes) {
		ArrayNode actual = of(causes);
		Iterable<JsonNode> items = pattern.isArray() ? pattern : JsonNodeFactory.instance.arrayNode().add(pattern);
		for (JsonNode item : items) {
			if (actual.valueStream().noneMatch((cause) -> matches(item, cause))) {
				return false;
			}
		}
		return !causes.isEmpty();
	}

	private static boolean matches(JsonNode pattern, JsonNode actual) {
		if (pattern.isObject()) {
			for (Map.Entry<String, JsonNode> field : pattern.properties()) {
				if (!matches(field.getValue(), actual.path(field.getKey()))) {
					return false;
				}
			}
			return actual.isObject();
		}
		if (pattern.isArray()) {
			boolean same = actual.isArray() && pattern.size() == actual.size();
			for (int i = 0; same && i < pattern.size(); i++) {
				same = matches(pattern.get(i), actual.get(i));
			}
			return same;
		}
		if (pattern.isNumber() && actual.isNumber()) {
			return pattern.doubleValue() == actual.doubleValue();
		}
		return pattern.equals(actual);
	}

}
