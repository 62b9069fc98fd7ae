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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which words {@link SecretNames} takes for names of secrets.
 */
class SecretNamesTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			password,'',STRONG
			mot de passe,'',STRONG
			db.password,'',STRONG
			clientSecret,'',STRONG
			secretary,'',NONE
			passwordEncoder,'',NONE
			password-length,'',NONE
			keystore,'',NONE
			token,'',WEAK
			accessToken,'',WEAK
			accessTokens,'',WEAK
			tokens,'',LOOSE
			max.tokens,'',LOOSE
			tokenizer,'',NONE
			user_pwd,'',STRONG
			my-auth,'',WEAK
			my_jwt,'',WEAK
			pin,'',LOOSE
			user.pin,'',LOOSE
			pins,'',NONE
			key,'',NONE
			key,api,WEAK
			key,primary,NONE
			code,one-time,WEAK
			code,'',LOOSE
			number,card,WEAK
			number,'',NONE
			title,api,NONE
			user,'',NONE
			""")
	void aWordIsTheNameOfASecretOrNot(String word, String before, SecretNames.Kind kind) {
		assertThat(SecretNames.kindOf(word, before)).isEqualTo(kind);
	}

	@ParameterizedTest
	@ValueSource(strings = { "password", "PASSWORDS", "db_password", "client.secret", "my-pwd", "accessToken",
			"api-key", "otpCode", "cardNumber", "signature", "aws.credential", "credit-card", "clave", "jeton",
			"mot de passe", "\u0442\u043e\u043a\u0435\u043d", "x.jwt", "parola", "a.b_c-pin" })
	void theSecretIsTheLastThatANameTells(String word) {
		assertThat(SecretNames.endsWithSecret(word)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "password_id", "token.name", "jeton-x", "user", "a.b_c-pins", "" })
	void somethingElseIsTheLastThatANameTells(String word) {
		assertThat(SecretNames.endsWithSecret(word)).isFalse();
	}

}
