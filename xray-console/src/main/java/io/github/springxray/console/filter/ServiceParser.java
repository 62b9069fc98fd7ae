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
 * Parses {@code service}, {@code edge} and {@code id}.
 */
final class ServiceParser {

	private final FilterParser parser;

	ServiceParser(FilterParser parser) {
		this.parser = parser;
	}

	Condition service() throws FilterSyntaxException {
		this.parser.expect("(");
		Predicate<Named> matcher = Named.read(this.parser);
		this.parser.expect(")");
		return services(matcher, this.parser.braces());
	}

	Condition id() throws FilterSyntaxException {
		return services(Named.id(this.parser), (subject) -> true);
	}

	private static Condition services(Predicate<Named> matcher, Condition inner) {
		return (subject) -> {
			List<Node> services = subject.parts().services();
			for (int i = 0; i < services.size(); i++) {
				Node node = services.get(i);
				if (matcher.test(Named.of(node))) {
					Element element = new Element(null, node.serviceType(), subject.parts().isInferred(node),
							node.isCall(), Double.NaN, i, services.size(), node.exceptions());
					if (inner.matches(subject.of(node, element))) {
						return true;
					}
				}
			}
			return false;
		};
	}

	Condition edge() throws FilterSyntaxException {
		this.parser.expect("(");
		Predicate<Named> source = Named.read(this.parser);
		Predicate<Named> target = (named) -> true;
		if (this.parser.accept(",")) {
			target = Named.read(this.parser);
		}
		this.parser.expect(")");
		return edges(new EdgeMatcher(source, target), this.parser.braces());
	}

	private static Condition edges(EdgeMatcher matcher, Condition inner) {
		return (subject) -> {
			List<TraceCalls.Call> calls = subject.parts().calls();
			for (int i = 0; i < calls.size(); i++) {
				TraceCalls.Call call = calls.get(i);
				if (matcher.test(call)) {
					Element element = new Element(null, call.target().type(), call.target().inferred(),
							call.node().isCall(), Double.NaN, i, calls.size(), call.node().exceptions());
					if (inner.matches(subject.of(call.node(), element))) {
						return true;
					}
				}
			}
			return false;
		};
	}

	/**
	 * A connection between two services.
	 */
	record EdgeMatcher(Predicate<Named> source, Predicate<Named> target) implements Predicate<TraceCalls.Call> {

		@Override
		public boolean test(TraceCalls.Call call) {
			return this.source.test(new Named(call.sourceName(), call.sourceName(), call.sourceType())) && this.target
				.test(new Named(call.target().name(), call.target().node().name(), call.target().type()));
		}

	}

}
