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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordedPathsTests {

	private static final String HEX_20 = "0123456789abcdef0123";

	private static final String HEX_32 = "0123456789abcdef0123456789abcdef";

	private static final String MIXED = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9";

	static Stream<String> tokens() {
		List<String> prefixes = List.of("ghp_", "github_pat_", "glpat-", "glsoat-", "xoxb-", "xoxe.", "xapp-",
				"sk_live_", "rk_test_", "AIza", "npm_", "whsec_", "dckr_pat_", "pypi-", "ya29.", "GOCSPX-", "hvs.",
				"shpat_", "dop_v1_", "hf_", "dapi", "sq0atp-", "lin_api_", "figd_", "pat-eu1-", "NRAK-", "glc_",
				"glsa_", "sntrys_", "rubygems_", "PMAK-", "atlasv1.", "ATATT", "dp.pt.", "ntn_", "xai-", "gsk_", "r8_",
				"pul-", "tskey-", "AGE-SECRET-KEY-", "EAA", "sbp_", "vercel_", "FwoGZX", "IQoJb3", "sk-", "SG.", "s.");
		Stream<String> prefixed = prefixes.stream().map((prefix) -> prefix + MIXED.substring(0, 24));
		return Stream.concat(prefixed,
				Stream.of("key-" + HEX_20, "SK" + HEX_32, "AC" + HEX_32, "eyJhbGci.eyJz.abc", "AKIAIOSFODNN7EXAMPLE",
						"AKIAIOSFODNN7EXAMPLE/wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00", "bot123456:AAF-" + MIXED,
						"123456:" + MIXED, "$2a$10$" + MIXED, "$argon2id$v=19$" + MIXED, "{noop}" + MIXED,
						"SCRAM-SHA-256$4096:" + MIXED, "-----BEGIN PRIVATE KEY-----MIIEvQIBADANBg"));
	}

	@ParameterizedTest
	@MethodSource("tokens")
	void tokensThatAreKnownByTheirFormGoWhereverTheyStand(String token) {
		String tail = token.substring(token.length() - 6);
		for (String before : List.of("https://api.example.com/v1/", "http://10.0.0.1:8080/", "/", "/order-items/4711/",
				"https://api.example.com/a/" + UUID.randomUUID() + "/")) {
			assertThat(RecordedPaths.of(before + token)).doesNotContain(tail);
			assertThat(RecordedPaths.of(before + token + "/more")).doesNotContain(tail);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/reset/a1b2c3d4", "/users/7/verify-email/9f8e7d6c", "/password/Xy12Zz90",
			"https://hooks.example.com/services/T00000000/B00000000/abcdefgh1", "/api-keys/k3y4y5z6/rotate",
			"/Magic-Link/0a1b2c3d", "https://example.com/webhooks/123456/x" })
	void whatFollowsANameOfASecretGoes(String path) {
		assertThat(RecordedPaths.of(path)).contains("***");
		assertThat(RecordedPaths.of(path)).isEqualTo(RecordedPaths.of(path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "/hello", "http://localhost:8080/hello",
			"https://orders.example.com/api/order-items", "/users/3fa85f64-5717-4562-b3fc-2c963f66afa6/orders/4711",
			"http://[::1]:8080/a", "/login", "/auth/callback", "https://bot123:8080/status", "/keys/v1", "/a//b/",
			"orders", "/caf%C3%A9/men%C3%BC", "*" })
	void otherPathsStay(String path) {
		assertThat(RecordedPaths.of(path)).isSameAs(path);
	}

	@Test
	void whatIsRememberedOfASegmentIsWhatItSays() {
		for (String segment : List.of("reset", "RESET", "hooks", "password", "orders", "v1", "apikey")) {
			PathSegment first = PathSegment.of(segment);
			assertThat(PathSegment.of(segment)).isEqualTo(first);
			assertThat(first.secret()).isEqualTo(!List.of("orders", "v1", "hooks").contains(segment));
			assertThat(first.hook()).isEqualTo(segment.equals("hooks"));
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/reset/a1b2c3, /reset/***
			/reset/a1b2c3/more, /reset/***/more
			/reset/123456, /reset/***
			/reset/abcdefghijklmnopqrst, /reset/***
			reset/a1b2c3, reset/***
			http://host/a/reset/a1b2c3, http://host/a/reset/***
			/hooks/a1b2, /hooks/***
			/hooks/a1b2/x//y, /hooks/***/***//***
			/hooks/abcdefghijklmnopqrst, /hooks/***
			/hooks/a@bc, /hooks/***
			/hooks/@abc, /hooks/***
			ghp_0123456789abcdefghij, ***
			http://ghp_0123456789abcdefghij/a, http://***/a
			{noop}hunter22, {noop}***
			$2a$10$Ab1Cd2Ef3Gh4, ***
			123456:Ab1Cd2Ef3Gh4Ij5Kl6Mn7, ***
			http://host/{noop}hunter22, http://host/{noop}***
			""")
	void onlyTheSecretGoes(String path, String recorded) {
		assertThat(RecordedPaths.of(path)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/reset/a1b2c", "/reset/abcdef", "/reset/12345-", "/reset/v1beta",
			"/reset/abcdefghijklmnopqrs", "/reset/abcdefghij-klmnopqrst", "/hooks/a1b", "/hooks/abcd",
			"/hooks/abcdefghijklmnopqrs", "/orders/a1b2c3", "//reset", "http://host" })
	void whatIsNoSecretStaysBehindTheNameOfOne(String path) {
		assertThat(RecordedPaths.of(path)).isSameAs(path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "4711", "0af9", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "10.0.0.1", "1:2" })
	void numbersAndIdsNameNothing(String segment) {
		assertThat(PathSegment.of(segment)).isEqualTo(new PathSegment(false, false, false));
	}

	@Test
	void aSegmentIsWhatItSaysWhetherOrNotItIsRemembered() {
		assertThat(PathSegment.of("key123456")).isEqualTo(PathSegment.of("key1"));
		assertThat(PathSegment.of("password12345")).isEqualTo(PathSegment.of("password1234567"));
		assertThat(PathSegment.of("hook")).isEqualTo(new PathSegment(false, false, true));
		assertThat(PathSegment.of("Webhooks")).isEqualTo(new PathSegment(false, false, true));
		assertThat(PathSegment.of("Reset").secret()).isTrue();
		assertThat(PathSegment.of("ghp_" + MIXED).token()).isTrue();
		assertThat(PathSegment.of("password" + "x".repeat(52)).secret()).isTrue();
		assertThat(PathSegment.of("password" + "x".repeat(53)).secret()).isFalse();
		assertThat(PathSegment.of("cafe").secret()).isFalse();
		assertThat(PathSegment.of("code").secret()).isTrue();
	}

	/**
	 * Ids are not looked at in detail, which must not change what is found.
	 */
	@Test
	void idsOfHexadecimalDigitsNameNothingAndHoldNothing() {
		Random random = new Random(7);
		List<String> found = new ArrayList<>();
		for (int i = 0; i < 20_000; i++) {
			StringBuilder id = new StringBuilder();
			for (int length = 1 + random.nextInt(40); length > 0; length--) {
				id.append("0123456789abcdef0123456789abcdef-.".charAt(random.nextInt(34)));
			}
			String segment = id.toString();
			if (KnownTokens.isIn(segment) || SecretNames.kindOf(segment, "") != SecretNames.Kind.NONE) {
				found.add(segment);
			}
		}
		assertThat(found).isEmpty();
	}

}
