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
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
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

	private static final Set<String> ELEMENTS = Set.of("first", "last", "index", "coverage");

	private static final String KNOWN = "ok, fault, error, throttle, partial, inferred, remote, root, first, last, "
			+ "responsetime, duration, index, coverage, http.url, http.method, http.status, http.useragent, "
			+ "http.clientip, annotation.key, user, name, type, message, sql, id, group.name, group.arn, json, "
			+ "rootcause.fault, service(\"name\") and edge(\"name\", \"name\")";

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
			case "user" -> any(keyword, (subject, test) -> subject.any((node) -> test.test(node.user())));
			case "name" -> any(keyword, Subject::anyName);
			case "type" -> any(keyword, Subject::anyType);
			case "message" -> any(keyword, Subject::anyMessage);
			case "sql" -> any(keyword, (subject, test) -> subject.any((node) -> test.test(node.statement())));
			case "group.name", "group.arn" -> group(keyword);
			default -> place(keyword, word);
		};
	}

	private Condition place(Token keyword, String word) throws FilterSyntaxException {
		Condition condition = switch (word) {
			case "inferred" -> flag(Subject::isInferred);
			case "remote" -> flag(Subject::isRemote);
			case "root" -> flag(Subject::isRoot);
			case "first" -> flag((subject) -> subject.element().index() == 0);
			case "last" -> flag((subject) -> subject.element().index() == subject.element().size() - 1);
			case "index" -> number(keyword, (subject) -> subject.element().index());
			case "coverage" -> number(keyword, (subject) -> subject.element().coverage());
			default -> throw new FilterSyntaxException("Unknown keyword " + keyword.text() + ". Known are " + KNOWN,
					keyword.position());
		};
		if (ELEMENTS.contains(word) && !this.parser.isWithinBraces()) {
			throw new FilterSyntaxException(keyword.text() + " is asked of one of several: write it within the braces "
					+ "of service(), edge(), or rootcause.fault.service and its like", keyword.position());
		}
		return condition;
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
		Predicate<@Nullable String> test = textTest(keyword);
		return (subject) -> test.test(text.apply(subject));
	}

	private Condition any(Token keyword, BiPredicate<Subject, Predicate<@Nullable String>> any)
			throws FilterSyntaxException {
		Predicate<@Nullable String> test = textTest(keyword);
		return (subject) -> any.test(subject, test);
	}

	/**
	 * Return the comparison that follows, or whether there is a text at all.
	 */
	private Predicate<@Nullable String> textTest(Token keyword) throws FilterSyntaxException {
		Token token = this.parser.peek();
		Operator operator = this.parser.operator();
		if (operator == null) {
			return Objects::nonNull;
		}
		if (!operator.isForText()) {
			throw new FilterSyntaxException(keyword.text() + " is a text, which has no order: write =, !=, CONTAINS, "
					+ "BEGINSWITH or ENDSWITH", token.position());
		}
		String expected = this.parser.string();
		return (actual) -> operator.test(actual, expected);
	}

	/**
	 * Put the expression of a group in its place. It may name no group itself.
	 */
	private Condition group(Token keyword) throws FilterSyntaxException {
		Token at = this.parser.peek();
		Operator operator = requireOperator(keyword);
		if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
			throw new FilterSyntaxException("Expected = or != before the name of a group", at.position());
		}
		Token name = this.parser.peek();
		FilterGroup group = this.parser.groups().find(this.parser.string());
		if (group == null) {
			throw new FilterSyntaxException("There is no group " + name.described(), name.position());
		}
		Condition condition = (subject) -> true;
		if (!group.expression().isBlank()) {
			condition = new FilterParser(group.expression(), new FilterGroups()).parse();
		}
		return (operator == Operator.EQUAL) ? condition : condition.not();
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

}
