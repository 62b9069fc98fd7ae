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

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.document.Node;
import io.github.springxray.console.filter.Token.Kind;

/**
 * Parses a keyword with its operator and value.
 */
final class KeywordParser {

	private static final String ANNOTATION = "annotation.";

	private final FilterParser parser;

	KeywordParser(FilterParser parser) {
		this.parser = parser;
	}

	Condition parse(Token keyword) throws FilterSyntaxException {
		String word = keyword.text().toLowerCase(Locale.ROOT);
		if (word.equals("annotation") && this.parser.accept("[")) {
			Token key = this.parser.next();
			if (key.kind() != Kind.WORD && key.kind() != Kind.STRING) {
				throw new FilterSyntaxException("Expected the key of an annotation, not " + key.described(),
						key.position());
			}
			this.parser.expect("]");
			return annotation(key.text());
		}
		if (word.startsWith(ANNOTATION) && word.length() > ANNOTATION.length()) {
			return annotation(keyword.text().substring(ANNOTATION.length()));
		}
		return switch (word) {
			case "ok" -> flag((subject) -> subject.node().isOk() && !subject.node().isInProgress());
			case "fault" -> flag((subject) -> subject.node().isFault());
			case "error" -> flag((subject) -> subject.node().isError());
			case "throttle" -> flag((subject) -> subject.node().isThrottle());
			case "partial" -> flag(Subject::partial);
			case "responsetime" -> number(keyword, (subject) -> subject.node().duration());
			case "duration" -> number(keyword, Subject::duration);
			case "http.status" -> number(keyword, (subject) -> status(subject.node()));
			case "http.url" -> text(keyword, (subject) -> subject.node().url());
			case "http.method" -> text(keyword, (subject) -> subject.node().method());
			case "http.useragent" -> text(keyword, (subject) -> subject.node().userAgent());
			case "http.clientip" -> text(keyword, (subject) -> subject.node().clientIp());
			case "id", "traceid", "trace.id" -> text(keyword, Subject::traceId);
			case "user" -> anyText(keyword, Node::user);
			case "name" -> anyText(keyword, Node::name);
			default -> throw new FilterSyntaxException(
					"Unknown keyword " + keyword.text() + ". Known are ok, fault, "
							+ "error, throttle, partial, responsetime, duration, http.url, http.method, http.status, "
							+ "http.useragent, http.clientip, annotation.key, user, name, id and service(\"name\")",
					keyword.position());
		};
	}

	private static double status(Node node) {
		return (node.status() != 0) ? node.status() : Double.NaN;
	}

	private Condition flag(Predicate<Subject> flag) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = this.parser.operator();
		if (operator == null) {
			return flag::test;
		}
		if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
			throw new FilterSyntaxException("Expected = or != before true or false", token.position());
		}
		Token value = this.parser.next();
		if (!value.isWord("true") && !value.isWord("false")) {
			throw new FilterSyntaxException("Expected true or false, not " + value.described(), value.position());
		}
		boolean expected = value.isWord("true") == (operator == Operator.EQUAL);
		return (subject) -> flag.test(subject) == expected;
	}

	private Condition number(Token keyword, ToDoubleFunction<Subject> number) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = requireOperator(keyword);
		if (!operator.isForNumbers()) {
			throw new FilterSyntaxException(keyword.text() + " is a number, which " + operator.text()
					+ " cannot look into: write =, !=, <, <=, > or >=", token.position());
		}
		Token value = this.parser.next();
		if (value.kind() != Kind.NUMBER) {
			throw new FilterSyntaxException("Expected a number, not " + value.described(), value.position());
		}
		double expected = Double.parseDouble(value.text());
		return (subject) -> operator.test(number.applyAsDouble(subject), expected);
	}

	private Condition text(Token keyword, Function<Subject, @Nullable String> text) throws FilterSyntaxException {
		Comparison comparison = comparison(keyword);
		return (subject) -> comparison.operator().test(text.apply(subject), comparison.expected());
	}

	private Condition anyText(Token keyword, Function<Node, @Nullable String> text) throws FilterSyntaxException {
		Comparison comparison = comparison(keyword);
		return (subject) -> subject.any((node) -> comparison.operator().test(text.apply(node), comparison.expected()));
	}

	private Comparison comparison(Token keyword) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = requireOperator(keyword);
		if (!operator.isForText()) {
			throw new FilterSyntaxException(keyword.text() + " is a text, which has no order: write =, !=, CONTAINS, "
					+ "BEGINSWITH or ENDSWITH", token.position());
		}
		Token value = this.parser.next();
		if (value.kind() != Kind.STRING) {
			throw new FilterSyntaxException("Expected a text in quotation marks, not " + value.described(),
					value.position());
		}
		return new Comparison(operator, value.text());
	}

	private Operator requireOperator(Token keyword) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = this.parser.operator();
		if (operator == null) {
			throw new FilterSyntaxException(
					"Expected an operator such as = behind " + keyword.text() + ", not " + token.described(),
					token.position());
		}
		return operator;
	}

	private Condition annotation(String key) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = this.parser.operator();
		if (operator == null) {
			return (subject) -> subject.any((node) -> node.annotations().containsKey(key));
		}
		Token value = this.parser.next();
		Predicate<Object> test = annotationTest(operator, value, token);
		return (subject) -> subject.any((node) -> {
			Object actual = node.annotations().get(key);
			return actual != null && test.test(actual);
		});
	}

	private static Predicate<Object> annotationTest(Operator operator, Token value, Token at)
			throws FilterSyntaxException {
		if (value.kind() == Kind.STRING && operator.isForText()) {
			return (actual) -> actual instanceof String string && operator.test(string, value.text());
		}
		if (value.kind() == Kind.NUMBER && operator.isForNumbers()) {
			double expected = Double.parseDouble(value.text());
			return (actual) -> actual instanceof Number number && operator.test(number.doubleValue(), expected);
		}
		boolean isTrue = value.isWord("true");
		if ((isTrue || value.isWord("false")) && (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL)) {
			boolean expected = isTrue == (operator == Operator.EQUAL);
			return (actual) -> actual instanceof Boolean flag && flag == expected;
		}
		if (value.kind() == Kind.STRING || value.kind() == Kind.NUMBER) {
			throw new FilterSyntaxException(operator.text() + " cannot be used with " + value.described(),
					at.position());
		}
		throw new FilterSyntaxException(
				"Expected a text in quotation marks, a number, true or false, not " + value.described(),
				value.position());
	}

	/**
	 * A text to compare with.
	 */
	private record Comparison(Operator operator, String expected) {

	}

}
