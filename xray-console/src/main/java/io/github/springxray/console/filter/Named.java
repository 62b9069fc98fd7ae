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

import java.util.function.Predicate;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.filter.Token.Kind;

/**
 * What {@code service} and {@code edge} know a service by.
 *
 * @param name its name in the service graph
 * @param alias the name of its segment, or of the call
 * @param type its type in the service graph
 */
record Named(String name, String alias, String type) {

	static Named of(Node node) {
		return new Named(node.serviceName(), node.name(), node.serviceType());
	}

	private boolean isCalled(String expected) {
		return this.name.equals(expected) || this.alias.equals(expected);
	}

	/**
	 * Read a name, what stands within the brackets of {@code id}, or nothing, which is
	 * any service.
	 */
	static Predicate<Named> read(FilterParser parser) throws FilterSyntaxException {
		Token token = parser.peek();
		if (token.is(")") || token.is(",")) {
			return (named) -> true;
		}
		if (token.isWord("id")) {
			parser.next();
			return id(parser);
		}
		String name = parser.string();
		return (named) -> named.isCalled(name);
	}

	static Predicate<Named> id(FilterParser parser) throws FilterSyntaxException {
		parser.expect("(");
		Predicate<Named> matcher = (named) -> true;
		do {
			Token key = parser.next();
			if (key.kind() == Kind.END) {
				throw new FilterSyntaxException("Expected name or type, not the end", key.position());
			}
			parser.expect(":");
			String value = parser.string();
			if (key.isWord("name")) {
				matcher = matcher.and((named) -> named.isCalled(value));
			}
			else if (key.isWord("type")) {
				matcher = matcher.and((named) -> named.type.equals(value));
			}
			else {
				throw new FilterSyntaxException("Expected name or type, not " + key.described(), key.position());
			}
		}
		while (parser.accept(","));
		parser.expect(")");
		return matcher;
	}

}
