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

package io.github.springxray.jdbc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlText}: where what it reads ends, to the character.
 */
class SqlTextTests {

	@Test
	void aQuoteThatIsDoubledDoesNotEndAText() {
		for (SqlDialect dialect : SqlDialect.values()) {
			assertThat(text("a 'it''s' b", dialect).endOfQuoted(2)).isEqualTo(9);
			assertThat(text("''", dialect).endOfQuoted(0)).isEqualTo(2);
			assertThat(text("'open", dialect).endOfQuoted(0)).isEqualTo(SqlText.UNKNOWN);
		}
	}

	@Test
	void aBackslashBeforeAQuoteIsCertainOnlyWhereItIsPlain() {
		assertThat(text("'a\\' b", SqlDialect.ORACLE).endOfQuoted(0)).isEqualTo(4);
		assertThat(text("'a\\' b", SqlDialect.MYSQL).endOfQuoted(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("'a\\\\' b", SqlDialect.MYSQL).endOfQuoted(0)).isEqualTo(5);
	}

	@Test
	void threeQuotesEndWithThree() {
		assertThat(text("'''a'''", SqlDialect.UNKNOWN).endOfQuoted(0)).isEqualTo(7);
		assertThat(text("'''a'", SqlDialect.UNKNOWN).endOfQuoted(0)).isEqualTo(SqlText.UNKNOWN);
	}

	@Test
	void aNameInBracketsMayHoldABracketButInSqlite() {
		assertThat(text("[a]]b] c", SqlDialect.SQL_SERVER).endOfBracketed(0)).isEqualTo(6);
		assertThat(text("[a]]b] c", SqlDialect.SQLITE).endOfBracketed(0)).isEqualTo(3);
		assertThat(text("[a", SqlDialect.SQLITE).endOfBracketed(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("[a", SqlDialect.SQL_SERVER).endOfBracketed(0)).isEqualTo(SqlText.UNKNOWN);
	}

	@Test
	void anEscapedStringEndsBehindWhatIsEscaped() {
		assertThat(text("'a\\'b''c' d", SqlDialect.POSTGRESQL).endOfEscaped(0)).isEqualTo(9);
		assertThat(text("'a\\'", SqlDialect.POSTGRESQL).endOfEscaped(0)).isEqualTo(SqlText.UNKNOWN);
	}

	@Test
	void aCustomQuoteEndsWithItsCounterpart() {
		assertThat(text("q'[it's]' a", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(9);
		assertThat(text("q'qaq' a", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(6);
		assertThat(text("q'!a!'", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(6);
		assertThat(text("q'<a>", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("q'(a)'", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(6);
		assertThat(text("q'{a}'", SqlDialect.ORACLE).endOfCustomQuoted(1)).isEqualTo(6);
	}

	@Test
	void aTagOfDollarsBeginsWithoutADigitAndIsNoLongerThanAName() {
		assertThat(text("$$a$$", SqlDialect.POSTGRESQL).startOfDollarQuoted(0)).isEqualTo(2);
		assertThat(text("$tag$a", SqlDialect.POSTGRESQL).startOfDollarQuoted(0)).isEqualTo(5);
		assertThat(text("$1$a", SqlDialect.POSTGRESQL).startOfDollarQuoted(0)).isZero();
		assertThat(text("1$a$", SqlDialect.POSTGRESQL).startOfDollarQuoted(1)).isEqualTo(4);
		String longest = "a".repeat(SqlText.MAX_NAME - 1);
		assertThat(text("$" + longest + "$", SqlDialect.POSTGRESQL).startOfDollarQuoted(0))
			.isEqualTo(SqlText.MAX_NAME + 1);
		assertThat(text("$a" + longest + "$", SqlDialect.POSTGRESQL).startOfDollarQuoted(0)).isZero();
		assertThat(text(longest + "$tag$", SqlDialect.POSTGRESQL).startOfDollarQuoted(SqlText.MAX_NAME - 1))
			.isEqualTo(SqlText.MAX_NAME + 4);
	}

	@Test
	void aTextInDollarsEndsWithItsTag() {
		assertThat(text("$t$a$$b$t$ c", SqlDialect.POSTGRESQL).endOfDollarQuoted(0, 3)).isEqualTo(10);
		assertThat(text(" $$a'$$", SqlDialect.POSTGRESQL).endOfDollarQuoted(1, 3)).isEqualTo(7);
		assertThat(text("$$a'$$", SqlDialect.MYSQL).endOfDollarQuoted(0, 2)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("$$a", SqlDialect.POSTGRESQL).endOfDollarQuoted(0, 2)).isEqualTo(SqlText.UNKNOWN);
	}

	@Test
	void aNumberHasASignInItsExponentUnlessItIsHexadecimal() {
		assertThat(text("1.5e-3 ", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(6);
		assertThat(text("1E+3-2", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(4);
		assertThat(text("1-3", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(1);
		assertThat(text("1e-a", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(2);
		assertThat(text("0x1e-5", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(4);
		assertThat(text("0X1E-5", SqlDialect.UNKNOWN).endOfNumber(0)).isEqualTo(4);
		assertThat(text("x1e-5", SqlDialect.UNKNOWN).endOfNumber(1)).isEqualTo(5);
	}

	@Test
	void aNameInBackQuotesIsCertainWhereThereAreSuchNames() {
		assertThat(text("`it's``` a", SqlDialect.MYSQL).endOfBackQuoted(0)).isEqualTo(8);
		assertThat(text("`a` b", SqlDialect.ORACLE).endOfBackQuoted(0)).isEqualTo(3);
		assertThat(text("`it's` b", SqlDialect.ORACLE).endOfBackQuoted(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("`a", SqlDialect.ORACLE).endOfBackQuoted(0)).isEqualTo(SqlText.UNKNOWN);
	}

	@Test
	void aLineEndsBeforeItsBreakOrWithTheText() {
		assertThat(text("a\nb", SqlDialect.UNKNOWN).endOfLine(0)).isEqualTo(1);
		assertThat(text("\nb", SqlDialect.UNKNOWN).endOfLine(0)).isZero();
		assertThat(text("ab", SqlDialect.UNKNOWN).endOfLine(1)).isEqualTo(2);
	}

	@Test
	void aLineCommentIsCertainUpToACarriageReturn() {
		assertThat(text("-- it's\na", SqlDialect.POSTGRESQL).endOfLineComment(0)).isEqualTo(7);
		assertThat(text("--it's\na", SqlDialect.POSTGRESQL).endOfLineComment(0)).isEqualTo(6);
		assertThat(text("--it's\na", SqlDialect.UNKNOWN).endOfLineComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("-- it's\r\na", SqlDialect.UNKNOWN).endOfLineComment(0)).isEqualTo(8);
		assertThat(text("-- a\rit's\na", SqlDialect.POSTGRESQL).endOfLineComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("-- it's\ra\nb", SqlDialect.POSTGRESQL).endOfLineComment(0)).isEqualTo(9);
		assertThat(text("--", SqlDialect.UNKNOWN).endOfLineComment(0)).isEqualTo(2);
		assertThat(text("--\n'", SqlDialect.UNKNOWN).endOfLineComment(0)).isEqualTo(2);
	}

	@Test
	void aBlockCommentThatHoldsAnotherIsCertainWhereThatIsKnown() {
		String nested = "/* a /* b */ c */ d";
		assertThat(text(nested, SqlDialect.POSTGRESQL).endOfBlockComment(0)).isEqualTo(17);
		assertThat(text(nested, SqlDialect.ORACLE).endOfBlockComment(0)).isEqualTo(12);
		assertThat(text(nested, SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(17);
		assertThat(text("/* a /* b */ it's */", SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/* it's */", SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(10);
		assertThat(text("/* a /* b */", SqlDialect.POSTGRESQL).endOfBlockComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/* a", SqlDialect.ORACLE).endOfBlockComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/*/", SqlDialect.ORACLE).endOfBlockComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/**/", SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(4);
		assertThat(text("/*! it's */", SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/*! a */", SqlDialect.UNKNOWN).endOfBlockComment(0)).isEqualTo(8);
	}

	@Test
	void codeInACommentBeginsBehindItsVersion() {
		assertThat(text("/*!50000 a */", SqlDialect.MYSQL).startOfExecutable(0)).isEqualTo(8);
		assertThat(text("/*M!100100 a */", SqlDialect.MYSQL).startOfExecutable(0)).isEqualTo(10);
		assertThat(text("/*Ma! a */", SqlDialect.MYSQL).startOfExecutable(0)).isZero();
		assertThat(text("/*! a */", SqlDialect.ORACLE).startOfExecutable(0)).isZero();
		assertThat(text("/*! a '*/'", SqlDialect.MYSQL).startOfExecutable(0)).isEqualTo(SqlText.UNKNOWN);
		assertThat(text("/*! a", SqlDialect.MYSQL).startOfExecutable(0)).isEqualTo(SqlText.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[a]", "[a-b]", "[a-+b]", "[a]]b]", "[it's", "['a']", "['it''s']" })
	void aBracketThatHoldsNothingAmbiguousIsCertain(String sql) {
		assertThat(text(sql, SqlDialect.UNKNOWN).isBracketCertain(0)).isTrue();
		assertThat(text("'" + sql, SqlDialect.UNKNOWN).isBracketCertain(1)).isTrue();
		assertThat(text("]" + sql, SqlDialect.UNKNOWN).isBracketCertain(1)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[it's]", "[a--b]", "[a/*b]", "[a\"b]", "[it]]'s]" })
	void aBracketThatMayHoldAStringIsNotCertainButOfAnArray(String sql) {
		assertThat(text(sql, SqlDialect.UNKNOWN).isBracketCertain(0)).isFalse();
		assertThat(text(sql, SqlDialect.POSTGRESQL).isBracketCertain(0)).isTrue();
	}

	@Test
	void aBracketIsLookedIntoAsFarAsANameGoes() {
		String name = "[" + "a".repeat(SqlText.MAX_NAME - 2);
		assertThat(text(name + "--", SqlDialect.UNKNOWN).isBracketCertain(0)).isFalse();
		assertThat(text(name + "a--", SqlDialect.UNKNOWN).isBracketCertain(0)).isTrue();
		assertThat(text(name + "']", SqlDialect.UNKNOWN).isBracketCertain(0)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "'a'", "a 'it''s' b", "\"a\"", "`it's`", "`a`b`c`", "a/b", "*/ a", "$1", "($1)",
			"a$b", "'q'", "x 'b'", "a *b", "[a]" })
	void codeThatClosesWhatItOpensEndsOutsideOfQuotes(String code) {
		assertThat(text(code, SqlDialect.UNKNOWN).endsOutsideQuotes(0, code.length())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "'", "it's", "\"a", "`a", "a/*b", "$a", "($a", "$$", "q'a'", "Q'[a]'", "[it's]" })
	void codeThatMayLeaveSomethingOpenDoesNot(String code) {
		assertThat(text(code, SqlDialect.UNKNOWN).endsOutsideQuotes(0, code.length())).isFalse();
	}

	@Test
	void aQuoteThatEndsBehindThePartEndsInsideOfQuotes() {
		assertThat(text("a 'b' c", SqlDialect.UNKNOWN).endsOutsideQuotes(0, 4)).isFalse();
		assertThat(text("a `b` c", SqlDialect.UNKNOWN).endsOutsideQuotes(0, 4)).isFalse();
		assertThat(text("q'a'", SqlDialect.UNKNOWN).endsOutsideQuotes(1, 4)).isTrue();
	}

	@Test
	void aNameIsMadeOfWordsAndNoLongerThanAnyDatabaseAllows() {
		assertThat(isName("a b-c.d#1", SqlDialect.UNKNOWN)).isTrue();
		assertThat(isName("a", SqlDialect.UNKNOWN)).isTrue();
		assertThat(text("ab", SqlDialect.ORACLE).isName(1, 1)).isFalse();
		String longest = "a".repeat(SqlText.MAX_NAME);
		assertThat(isName(longest, SqlDialect.ORACLE)).isTrue();
		assertThat(isName(longest + "a", SqlDialect.ORACLE)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a'b", " a", "1a", "a:", "a\tb" })
	void otherCharactersAreInNamesOnlyWhereDoubleQuotesAreAroundNames(String name) {
		assertThat(isName(name, SqlDialect.ORACLE)).isTrue();
		assertThat(isName(name, SqlDialect.POSTGRESQL)).isTrue();
		assertThat(isName(name, SqlDialect.UNKNOWN)).isFalse();
		assertThat(isName(name, SqlDialect.MYSQL)).isFalse();
	}

	@Test
	void aLineIsCertainIfItClosesWhatItOpens() {
		SqlText text = text("# a 'b' # c\n# it's", SqlDialect.UNKNOWN);
		assertThat(text.isLineCertain(0)).isTrue();
		assertThat(text.isLineCertain(8)).isTrue();
		assertThat(text.isLineCertain(12)).isFalse();
	}

	@Test
	void aBlockCommentClosesInTheLineOrBehindIt() {
		assertThat(text("*/", SqlDialect.MYSQL).closesBlockComment(0)).isTrue();
		assertThat(text("a */\n", SqlDialect.MYSQL).closesBlockComment(0)).isTrue();
		assertThat(text("a\n*/", SqlDialect.MYSQL).closesBlockComment(0)).isFalse();
		assertThat(text("a", SqlDialect.MYSQL).closesBlockComment(0)).isFalse();
	}

	private static boolean isName(String name, SqlDialect dialect) {
		return text('"' + name + '"', dialect).isName(1, name.length() + 1);
	}

	private static SqlText text(String sql, SqlDialect dialect) {
		return new SqlText(sql, dialect);
	}

}
