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

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.document.NodeException;
import io.github.springxray.console.filter.Token.Kind;
import io.github.springxray.console.graph.RootCause;
import io.github.springxray.console.graph.RootCauses;

/**
 * Parses what begins with {@code rootcause}, and {@code json}.
 */
final class RootCauseParser {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final FilterParser parser;

	RootCauseParser(FilterParser parser) {
		this.parser = parser;
	}

	static boolean isFor(String word) {
		return word.equals("json") || word.equals("rootcause") || word.startsWith("rootcause.");
	}

	Condition parse(Token keyword) throws FilterSyntaxException {
		String word = keyword.text().toLowerCase(Locale.ROOT);
		Set<RootCauses.Kind> kinds = EnumSet.allOf(RootCauses.Kind.class);
		String rest = word.equals("json") ? word : word.substring(Math.min(word.length(), "rootcause.".length()));
		for (RootCauses.Kind kind : RootCauses.Kind.values()) {
			String name = kind.name().toLowerCase(Locale.ROOT).replace("_", "");
			if (rest.equals(name) || rest.startsWith(name + ".")) {
				kinds = EnumSet.of(kind);
				rest = rest.substring(Math.min(rest.length(), name.length() + 1));
			}
		}
		return switch (rest) {
			case "" -> exists(kinds);
			case "json" -> json(kinds);
			case "service" -> elements(kinds, RootCauseParser::services);
			case "entity" -> elements(kinds, RootCauseParser::entities);
			case "exception" -> elements(kinds, RootCauseParser::exceptions);
			default -> throw new FilterSyntaxException("Unknown keyword " + keyword.text()
					+ ". Known are rootcause.fault, rootcause.error and rootcause.responsetime, each with .service, "
					+ ".entity, .exception or .json", keyword.position());
		};
	}

	private static Condition exists(Set<RootCauses.Kind> kinds) {
		return (subject) -> !causes(subject, kinds).isEmpty();
	}

	private static List<RootCause> causes(Subject subject, Set<RootCauses.Kind> kinds) {
		List<RootCause> causes = new ArrayList<>();
		kinds.forEach((kind) -> causes.addAll(subject.parts().causes(kind)));
		return causes;
	}

	private Condition json(Set<RootCauses.Kind> kinds) throws FilterSyntaxException {
		Operator operator = this.parser.operator();
		if (operator == null) {
			return exists(kinds);
		}
		Token value = this.parser.next();
		if (value.kind() != Kind.JSON || (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL)) {
			throw new FilterSyntaxException(
					"Expected = or != and JSON such as #[{\"Services\":[{\"Name\":\"users\"}]}]", value.position());
		}
		JsonNode pattern = pattern(value);
		Condition equal = (subject) -> CauseJson.matchesAny(pattern, causes(subject, kinds));
		return (operator == Operator.EQUAL) ? equal : equal.not();
	}

	private static JsonNode pattern(Token value) throws FilterSyntaxException {
		try {
			return mapper.readTree(value.text());
		}
		catch (JacksonException ex) {
			throw new FilterSyntaxException("What follows # is no JSON: " + ex.getOriginalMessage(), value.position());
		}
	}

	private Condition elements(Set<RootCauses.Kind> kinds, Enumeration enumeration) throws FilterSyntaxException {
		Condition inner = this.parser.braces();
		return (subject) -> {
			for (RootCause cause : causes(subject, kinds)) {
				for (Subject each : enumeration.of(subject, cause)) {
					if (inner.matches(each)) {
						return true;
					}
				}
			}
			return false;
		};
	}

	private static List<Subject> services(Subject subject, RootCause cause) {
		List<Subject> services = new ArrayList<>();
		for (RootCause.Service service : cause.services()) {
			List<NodeException> exceptions = new ArrayList<>();
			service.path().forEach((entity) -> exceptions.addAll(entity.node().exceptions()));
			RootCause.Entity first = service.path().get(0);
			services.add(subject.of(first.node(), new Element(service.name(), service.type(), service.inferred(),
					service.inferred(), first.coverage(), services.size(), cause.services().size(), exceptions)));
		}
		return services;
	}

	private static List<Subject> entities(Subject subject, RootCause cause) {
		List<RootCause.Entity> path = new ArrayList<>();
		cause.services()
			.stream()
			.filter((service) -> !service.inferred())
			.forEach((service) -> path.addAll(service.path()));
		List<Subject> entities = new ArrayList<>();
		for (RootCause.Entity entity : path) {
			entities.add(subject.of(entity.node(), new Element(entity.node().name(), entity.node().serviceType(), false,
					entity.isRemote(), entity.coverage(), entities.size(), path.size(), entity.node().exceptions())));
		}
		return entities;
	}

	private static List<Subject> exceptions(Subject subject, RootCause cause) {
		List<Subject> exceptions = new ArrayList<>();
		List<RootCause.Entity> path = new ArrayList<>();
		cause.services()
			.stream()
			.filter((service) -> !service.inferred())
			.forEach((service) -> path.addAll(service.path()));
		int size = path.stream().mapToInt((entity) -> entity.node().exceptions().size()).sum();
		for (RootCause.Entity entity : path) {
			for (NodeException exception : entity.node().exceptions()) {
				exceptions.add(subject.of(entity.node(), new Element(exception.type(), entity.node().serviceType(),
						false, entity.isRemote(), entity.coverage(), exceptions.size(), size, List.of(exception))));
			}
		}
		return exceptions;
	}

	/**
	 * Lists what the braces are asked about.
	 */
	private interface Enumeration {

		List<Subject> of(Subject subject, RootCause cause);

	}

}
