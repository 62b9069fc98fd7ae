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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces keys, tokens and hashes that are known by their own form, whatever stands
 * beside them.
 */
final class KnownTokens {

	private static final int SHORTEST_RANDOM = 20;

	private static final int GROUPS_OF_DIGITS = 3;

	private static final List<Pattern> FORMS = List.of(
			Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END )[\\s\\S])*+"
					+ "(?:-----END [A-Z0-9 ]{0,40}KEY(?: BLOCK)?(?:-----)?)?"),
			Pattern.compile("\\beyJ[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+){1,4}+"),
			Pattern.compile("\\b(?:AKIA|ASIA|ABIA|ACCA|AGPA|AROA|AIDA|ANPA)[A-Z0-9]{8,}+"
					+ "(?:[\\s:/,;|]{1,3}+[A-Za-z0-9/+]{40}+=*+|[:/][^\\s,;\"'/]++)?"),
			Pattern.compile(
					"(?<![A-Za-z0-9_])(?:gh[pousr]_|github_pat_|gl(?:pat|dt|rt|soat|cbt|ptt|ft)-|xox[a-z](?:-\\d)?[.-]"
							+ "|xapp-|xwfp-|[srp]k_(?:live|test|prod)_|rk_(?:live|test)_|AIza|npm_|whsec_|dckr_(?:pat|oat)_|pypi-|ya29\\."
							+ "|GOCSPX-|hv[sbr]\\.|shp(?:at|ca|pa|ss)_|do[opr]_v1_|hf_|dapi|sq0[a-z]{3}-|EAACEdEose0cBA|key-(?=[0-9a-f]{20})"
							+ "|SK(?=[0-9a-f]{32})|AC(?=[0-9a-f]{32})|lin_api_|figd_|pat-(?:na|eu)1-|NRAK-|glc_|glsa_|sntrys_|rubygems_"
							+ "|PMAK-|atlasv1\\.|ATATT|ATCTT|ATBB|dp\\.(?:pt|st|sa)\\.|ntn_|secret_|xai-|gsk_|r8_|pul-|tskey-|AGE-SECRET-KEY-"
							+ "|EAA(?=[A-Za-z0-9]{20})|sbp_|vercel_|FwoGZX|IQoJb3)[A-Za-z0-9_.=-]{8,}+"),
			Pattern.compile("\\b(?:sk-|SG\\.)[A-Za-z0-9_.-]{16,}+"),
			Pattern.compile("(?<![A-Za-z0-9_.])s\\.[A-Za-z0-9]{24}+(?![A-Za-z0-9])"),
			// Bots of Telegram, webhooks, and passwords that are hashed
			Pattern.compile("(?<![\\w:.-])(?:bot)?\\d{3,12}+:(?=[0-9_-]*+[A-Za-z])[A-Za-z0-9_-]{20,}+"),
			Pattern.compile("(?<=/bot)\\d{1,12}+:[^/\\s\"'?#]++"),
			Pattern.compile("\\$(?:2[abxy]?|argon2i?d?|[156y]|scrypt|pbkdf2[\\w-]*+|apr1|7)\\$[A-Za-z0-9./$=,+-]{8,}+"),
			Pattern.compile("(?<=\\{(?:noop|ldap|md4|md5|bcrypt|scrypt|argon2|pbkdf2|sha256|ssha|sha)\\})[^\\s\"',;]++",
					Pattern.CASE_INSENSITIVE),
			Pattern.compile("(?<=\\bSCRAM-SHA-(?:1|256)\\$)[^\\s\"']++"));

	private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_+=-]{" + SHORTEST_RANDOM + ",}+");

	private KnownTokens() {
	}

	static String replaceIn(String text) {
		Matcher words = WORD.matcher(withoutRandomIn(text));
		return words.replaceAll(
				(word) -> isRandom(word.group()) ? RecordedText.REDACTED : Matcher.quoteReplacement(word.group()));
	}

	/**
	 * Replace what has a form of its own, and leave words that are random by their look.
	 */
	static String withoutRandomIn(String text) {
		String replaced = text;
		for (Pattern form : FORMS) {
			Matcher matcher = form.matcher(replaced);
			if (matcher.find()) {
				replaced = matcher.replaceAll(Matcher.quoteReplacement(RecordedText.REDACTED));
			}
		}
		return replaced;
	}

	/**
	 * Return whether something in a text has a form of its own.
	 */
	static boolean isIn(String text) {
		for (Pattern form : FORMS) {
			if (form.matcher(text).find()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a word has letters of both cases and digits all over, as names of
	 * things do not.
	 */
	static boolean isRandom(String word) {
		if (word.length() < SHORTEST_RANDOM) {
			return false;
		}
		int groups = 0;
		boolean upper = false;
		boolean lower = false;
		for (int i = 0; i < word.length(); i++) {
			char c = word.charAt(i);
			upper |= c >= 'A' && c <= 'Z';
			lower |= c >= 'a' && c <= 'z';
			boolean digit = c >= '0' && c <= '9';
			boolean afterLetter = i > 0 && Character.isLetter(word.charAt(i - 1));
			groups += (digit && afterLetter) ? 1 : 0;
		}
		return upper && lower && groups >= GROUPS_OF_DIGITS;
	}

}
