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

import java.util.List;
import java.util.function.Predicate;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.graph.TraceCalls;

/**
 * Selects services or connections of traces, as X-Ray's time series do: {@code service},
 * {@code id} or {@code edge}, without conditions.
 */
public final class EntitySelector {

	private final Predicate<Named> services;

	private final Predicate<TraceCalls.Call> calls;

	private final boolean edge;

	private EntitySelector(Predicate<Named> services, Predicate<TraceCalls.Call> calls, boolean edge) {
		this.services = services;
		this.calls = calls;
		this.edge = edge;
	}

	/**
	 * Parse a selector.
	 * @param text the selector; if it is blank, the requests of clients are selected
	 * @return the selector
	 * @throws FilterSyntaxException if it does not parse
	 */
	public static EntitySelector parse(String text) throws FilterSyntaxException {
		if (text.isBlank()) {
			return new EntitySelector((named) -> false, (call) -> call.sourceType().equals(TraceCalls.CLIENT), true);
		}
		if (text.length() > FilterExpression.MAX_LENGTH) {
			throw new FilterSyntaxException("The selector is too long", FilterExpression.MAX_LENGTH);
		}
		FilterParser parser = new FilterParser(text, new FilterGroups());
		Token keyword = parser.next();
		if (!keyword.isWord("service") && !keyword.isWord("edge") && !keyword.isWord("id")) {
			throw new FilterSyntaxException("Expected service, edge or id, not " + keyword.described(),
					keyword.position());
		}
		EntitySelector selector = read(parser, keyword);
		Token end = parser.peek();
		if (end.kind() != Token.Kind.END) {
			throw new FilterSyntaxException("Expected the end, not " + end.described(), end.position());
		}
		return selector;
	}

	private static EntitySelector read(FilterParser parser, Token keyword) throws FilterSyntaxException {
		if (keyword.isWord("id")) {
			return new EntitySelector(Named.id(parser), (call) -> false, false);
		}
		parser.expect("(");
		Predicate<Named> first = Named.read(parser);
		Predicate<Named> second = (named) -> true;
		if (keyword.isWord("edge") && parser.accept(",")) {
			second = Named.read(parser);
		}
		parser.expect(")");
		return keyword.isWord("edge")
				? new EntitySelector((named) -> false, new ServiceParser.EdgeMatcher(first, second), true)
				: new EntitySelector(first, (call) -> false, false);
	}

	/**
	 * Return whether connections are selected.
	 * @return {@code false} if services are
	 */
	public boolean isEdge() {
		return this.edge;
	}

	/**
	 * Select from a trace.
	 * @param calls who calls whom in it
	 * @return the segments and calls to be counted
	 */
	public List<Node> select(TraceCalls calls) {
		if (this.edge) {
			return calls.calls().stream().filter(this.calls).map(TraceCalls.Call::node).toList();
		}
		return calls.services()
			.stream()
			.filter((service) -> this.services.test(new Named(service.name(), service.node().name(), service.type())))
			.map(TraceCalls.Service::node)
			.toList();
	}

}
