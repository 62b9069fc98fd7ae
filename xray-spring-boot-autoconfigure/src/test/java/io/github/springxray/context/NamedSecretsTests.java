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

package io.github.springxray.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link NamedSecrets} takes for the value of a name.
 */
class NamedSecretsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			<password>hunter2</password> | <password>***</password>
			<password>hunter2 | <password>***
			<a:password>hunter2</a:password> | <a:password>***</a:password>
			<password id="a">hunter2</password> | <password id="a">***</password>
			<input name="password">hunter2</input> | <input name="password">***</input>
			<input name="password" id>hunter2</input> | <input name="password" id>***</input>
			""")
	void ofAnElementTheContentGoes(String text, String recorded) {
		assertThat(NamedSecrets.replaceIn(text)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<password/>text", "</a:password>text", "</password>text" })
	void whatHasNoContentStays(String text) {
		assertThat(NamedSecrets.replaceIn(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			run --password hunter2 -v | run --password *** -v
			run -password "a b" -v | run -password *** -v
			password(hunter2) | password(***)
			password(hunter2 | password(***
			pin 1234 | pin ***
			wrong PIN 4711 entered | wrong PIN *** entered
			with the token abc(def)123 here | with the token *** here
			the token(s) and the token type(s) are unknown | the token(s) and the token type(s) are unknown
			invalid token at parse(int)Token | invalid token at parse(int)Token
			pin 123 is short | pin 123 is short
			card 4111222233334444 | card ***
			pin=1234&x=y | pin=***&x=y
			pin=&x=y | pin=&x=y
			pin: "1234" | pin: ***
			pin=123 | pin=123
			pin= | pin=
			code=ab12&c=d | code=***&c=d
			salt=abcd | salt=abcd
			""")
	void onlyTheValueGoes(String text, String recorded) {
		assertThat(NamedSecrets.replaceIn(text)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			user/password ada/hunter2 | user/password ***
			login/password is hunter2 | login/password is ***
			name/password is hunter2 | name/password is ***
			the "password" hunter2 | the "password" ***
			password hunter2, then | password ***, then
			password is "hunter2". | password is ***.
			""")
	void inASentenceTheValueGoes(String text, String recorded) {
		assertThat(NamedSecrets.replaceIn(text)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/password hunter", "see $password hunter", "token(String)", "password: must not be empty",
			"token: expired at noon", "password is \"\"", "password is \"${secret}\"", "password", "password is",
			"the password, which is too short", "token is a.b.c.Token" })
	void whatIsNoValueStays(String text) {
		assertThat(NamedSecrets.replaceIn(text)).isEqualTo(text);
	}

	@Test
	void aClauseOfOrdinaryWordsIsAMessage() {
		assertThat(isMessage("must not be empty")).isTrue();
		assertThat(isMessage("not 5")).isTrue();
		assertThat(isMessage("(not) empty.")).isTrue();
		assertThat(isMessage("no a.b.c.Token")).isTrue();
		assertThat(isMessage("not " + "is ".repeat(132))).isTrue();
	}

	@Test
	void anythingElseIsNone() {
		assertThat(isMessage("hunter2")).isFalse();
		assertThat(isMessage("5 not")).isFalse();
		assertThat(isMessage("")).isFalse();
		assertThat(isMessage("...")).isFalse();
		assertThat(isMessage("not empty " + "x".repeat(200))).isFalse();
		assertThat(isMessage("not  " + "is ".repeat(132))).isFalse();
	}

	private static boolean isMessage(String text) {
		return new SecretProse(text, new OpenBrackets(text), new Redactions(text)).isMessage(0, text.length());
	}

}
