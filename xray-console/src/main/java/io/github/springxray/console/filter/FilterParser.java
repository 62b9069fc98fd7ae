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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.filter.Token.Kind;

/**
 * Parses expressions by recursive descent.
 */
final class FilterParser {

	private static final int MAX_DEPTH = 50;

	private final List<Token> tokens;

	private int index;

	private final FilterGroups groups;

	private int depth;

	private int braces;

	FilterParser(String text, FilterGroups groups) throws FilterSyntaxException {
		this.groups = groups;
		this.tokens = new Lexer(text).tokens();
	}

	Condition parse() throws FilterSyntaxException {
		Condition condition = or();
		Token end = peek();
		if (end.kind() != Kind.END) {
			throw new FilterSyntaxException("Expected AND, OR or the end, not " + end.described(), end.position());
		}
		return condition;
	}

	private Condition or() throws FilterSyntaxException {
		Condition condition = and();
		while (peek().isWord("OR")) {
			next();
			condition = condition.or(and());
		}
		return condition;
	}

	private Condition and() throws FilterSyntaxException {
		Condition condition = not();
		while (peek().isWord("AND") || startsCondition(peek())) {
			if (peek().isWord("AND")) {
				next();
			}
			condition = condition.and(not());
		}
		return condition;
	}

	/**
	 * Return whether another condition comes without a word before it, as AWS writes some
	 * of its examples.
	 */
	private static boolean startsCondition(Token token) {
		return token.is("!") || token.is("(") || (token.kind() == Kind.WORD && !token.isWord("OR"));
	}

	private Condition not() throws FilterSyntaxException {
		Token token = peek();
		if (!token.is("!") && !token.isWord("NOT")) {
			return primary();
		}
		enter(next());
		Condition condition = not().not();
		this.depth--;
		return condition;
	}

	private Condition primary() throws FilterSyntaxException {
		Token token = next();
		if (token.is("(")) {
			enter(token);
			Condition condition = or();
			this.depth--;
			expect(")");
			return condition;
		}
		if (token.kind() != Kind.WORD) {
			throw new FilterSyntaxException("Expected a keyword such as responsetime, not " + token.described(),
					token.position());
		}
		if (token.isWord("service") && peek().is("(")) {
			return new ServiceParser(this).service();
		}
		if (token.isWord("edge") && peek().is("(")) {
			return new ServiceParser(this).edge();
		}
		if (token.isWord("id") && peek().is("(")) {
			return new ServiceParser(this).id();
		}
		if (RootCauseParser.isFor(token.text().toLowerCase(Locale.ROOT))) {
			return new RootCauseParser(this).parse(token);
		}
		return new KeywordParser(this).parse(token);
	}

	/**
	 * Return the condition within braces, or one that always holds where there are none.
	 */
	Condition braces() throws FilterSyntaxException {
		if (!peek().is("{")) {
			return (subject) -> true;
		}
		enter(next());
		this.braces++;
		Condition inner = or();
		this.braces--;
		this.depth--;
		expect("}");
		return inner;
	}

	/**
	 * Return whether what comes next is asked of one of several elements.
	 */
	boolean isWithinBraces() {
		return this.braces > 0;
	}

	FilterGroups groups() {
		return this.groups;
	}

	private void enter(Token token) throws FilterSyntaxException {
		if (++this.depth > MAX_DEPTH) {
			throw new FilterSyntaxException("More than " + MAX_DEPTH + " levels", token.position());
		}
	}

	String string() throws FilterSyntaxException {
		Token token = next();
		if (token.kind() != Kind.STRING) {
			throw new FilterSyntaxException("Expected a text in quotation marks, not " + token.described(),
					token.position());
		}
		return token.text();
	}

	boolean accept(String symbol) {
		if (peek().is(symbol)) {
			this.index++;
			return true;
		}
		return false;
	}

	void expect(String symbol) throws FilterSyntaxException {
		Token token = next();
		if (!token.is(symbol)) {
			throw new FilterSyntaxException("Expected " + symbol + ", not " + token.described(), token.position());
		}
	}

	Token peek() {
		return this.tokens.get(this.index);
	}

	Token next() {
		Token token = peek();
		if (token.kind() != Kind.END) {
			this.index++;
		}
		return token;
	}

	/**
	 * Return the operator that comes next.
	 * @return the operator, or {@code null} if none comes
	 */
	@Nullable Operator operator() {
		Operator operator = Operator.of(peek());
		if (operator != null) {
			next();
		}
		return operator;
	}

}
