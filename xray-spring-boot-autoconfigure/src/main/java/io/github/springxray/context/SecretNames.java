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

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which words name a secret, and how certain it is that what follows is one. A new
 * name goes here and nowhere else.
 */
final class SecretNames {

	/**
	 * How much of what follows a name is taken for its value.
	 */
	enum Kind {

		/**
		 * The word names no secret.
		 */
		NONE,

		/**
		 * A word with other meanings, such as {@code pin}: only what looks like a value
		 * is one.
		 */
		LOOSE,

		/**
		 * What is assigned is the value, in prose only what looks like one.
		 */
		WEAK,

		/**
		 * Whatever follows is the value, unless it is a word that messages about
		 * passwords are made of.
		 */
		STRONG

	}

	/**
	 * Passwords in other languages, of which some are more than one word.
	 */
	static final String PHRASES = "(?:one[- ]time )?pass(?: ?|-)(?:word|phrase|code)|mots?[ _-]de[ _-]passe|m\u1eadt[ _]?kh\u1ea9u"
			+ "|mat[ _]khau|\u0643\u0644\u0645\u0629[ _](?:\u0627\u0644)?(?:\u0645\u0631\u0648\u0631|\u0633\u0631)"
			+ "|palavra[ _-](?:passe|chave)|kata[ _]sandi|\u0631\u0645\u0632 \u0639\u0628\u0648\u0631"
			+ "|cl(?:\u00e9|e)s? (?:d['\u2019]?(?:api|acc\u00e8s)|api|secr\u00e8te|priv\u00e9e)|parola d['\u2019]ordine"
			+ "|(?:clave|llave|chave|chiave) (?:secreta|segreta|privada|privata|api|de api|de acceso)";

	/**
	 * Languages that put no blanks between words.
	 */
	static final String WITHOUT_BLANKS = "\u5bc6\u7801|\u5bc6\u78bc|\u53e3\u4ee4|\u4ee4\u724c|\u5bc6\u94a5|\u5bc6\u9470"
			+ "|\u9a8c\u8bc1\u7801|\u30d1\u30b9\u30ef\u30fc\u30c9|\u6697\u8a3c\u756a\u53f7|\u30c8\u30fc\u30af\u30f3"
			+ "|\ube44\ubc00\ubc88\ud638|\uc554\ud638|\ud1a0\ud070|\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19";

	private static final Pattern PHRASE = Pattern.compile("(?:" + PHRASES + "|" + WITHOUT_BLANKS + ")",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[-_.\u0307]");

	/**
	 * Names of beans and settings that are about secrets and hold none.
	 */
	private static final Pattern HARMLESS = Pattern
		.compile("(?:service|encoder|decoder|provider|factory|repository|manager|controller|configuration|properties"
				+ "|filter|resolver|validator|generator|type|types|length|size|count|limit|exception|error|authentication"
				+ "|credentialname|expired|expires|expiresin|expiry|url|uri|endpoint|algorithm|enabled|required"
				+ "|handler|based|client|(?:word|secret|token|key)policy|converter|strategy|interceptor|listener|store|storage|source|util|utils|helper"
				+ "|parser|stream|buffer)(?<!keystore|truststore)$");

	private static final String PASSWORD = "password|passwd|passwort|passphrase|passcode|kennwort|losungswort"
			+ "|contrase(?:\u00f1|n)a|motdepasse|senha|wachtwoord|l\u00f6senord|losenord|passord|adgangskode|kodeord"
			+ "|has\u0142[oaeu]m?|haslo|heslo|salasana|\u015fifre(?:si|niz)?|jelsz\u00f3|jelszo|geslo|parol\u0103|lozinka"
			+ "|slapta\u017eodis|paroole|parool|\u043f\u0430\u0440\u043e\u043b(?:\u044c|\u044f|\u044e|\u0435\u043c|\u0430)"
			+ "|\u043b\u043e\u0437\u0438\u043d\u043a\u0430|\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc[\u03c2\u03c3]"
			+ "|\u03c3\u03c5\u03bd\u03b8\u03b7\u03bc\u03b1\u03c4\u03b9\u03ba\u03cc|\u05e1\u05d9\u05e1\u05de(?:\u05d4|\u05d0)"
			+ "|\u092a\u093e\u0938\u0935\u0930\u094d\u0921|\u06af\u0630\u0631\u0648\u0627\u0698\u0647";

	private static final Pattern STRONG = Pattern.compile("(?:" + PASSWORD + "|secret(?!ar|s?manager|ion|ly))");

	private static final Pattern STRONG_END = Pattern
		.compile("(?:(?:" + PASSWORD + "|secret|pwd)s?|parola|geheimnis)$");

	private static final Pattern WEAK = Pattern.compile("credential|signature|token(?!iz)"
			+ "|(?:api|access|private|account|shared|sharedaccess|encryption|decryption|master|auth|client|signing|secret"
			+ "|subscription|functions|symmetric|instrumentation|license|hmac|aes|storage|session|service|server|deploy"
			+ "|security|verification|webhook|cookie|admin|crypto|cipher|ssh|preshared)(?:key|schl\u00fcssel)"
			+ "|keypairid|accesskeyid|privatekeyid|samlresponse|samlrequest|samlart|rememberme|sharedaccesssignature"
			+ "|authorization(?!s|manager|grant|server)|connectionstring|zugangsdaten|identifiants|\u043a\u043b\u044e\u0447\u0434\u043e\u0441\u0442\u0443\u043f\u0430"
			+ "|\u0442\u043e\u043a\u0435\u043d|jeton|recoverykey|recoveryphrase|mnemonic|seedphrase|lientsecret");

	private static final Pattern WEAK_END = Pattern
		.compile("(?:pwd|sessionid|sessid|connectsid|phpsessid|nonce|jwt|jws|jwe|verifier|assertion"
				+ "|(?<!com|by|sur|tres|over|under|encom)pass|(?:bind|root|db|user|admin|ldap|my)pw|cvv2?|cvc2?"
				+ "|(?:auth|authorization|access|private|secret|security|verification|onetime|login|confirmation|reset"
				+ "|recovery|backup|activation|invite|mfa|sms|otp|2fa|pin|device|user|promo)codes?|privatekey|socialsecuritynumber"
				+ "|(?:card|account|creditcard)number|credit-?card|iban|bearer)$");

	private static final Set<String> WEAK_WORDS = Set.of("pass", "pw", "pwd", "auth", "authorization", "cookie",
			"cookies", "sig", "sas", "otp", "totp", "jwt", "bearer", "passkey", "sid", "csrf", "xsrf", "cvv", "cvc",
			"ssn", "mdp", "clave", "geheimnis", "sandi", "parola", "parole", "sifre", "pat", "dsn", "hmac", "apikey");

	private static final Set<String> LOOSE_WORDS = Set.of("pin", "salt", "policy", "code", "card", "session", "nonce",
			"tokens", "seed", "creds", "hash", "digest");

	private static final Set<String> QUALIFIERS = Set.of("api", "access", "private", "account", "shared", "encryption",
			"decryption", "master", "auth", "client", "secret", "session", "subscription", "signing", "verification",
			"one-time", "security", "storage", "license", "hmac", "aes", "confirmation", "activation", "recovery",
			"reset", "backup", "otp", "card", "authorization", "login", "mfa", "sms", "social", "ssh", "deploy",
			"service", "webhook", "pre-shared", "credit");

	private static final Set<String> QUALIFIED = Set.of("key", "keys", "code", "codes", "number", "card", "id",
			"string", "phrase");

	private SecretNames() {
	}

	/**
	 * Return what a word names.
	 * @param word the word, a name of a setting or of a variable as well
	 * @param before the word before it in lower case, empty for none
	 */
	static Kind kindOf(String word, String before) {
		if (PHRASE.matcher(word).matches()) {
			return Kind.STRONG;
		}
		String lower = word.toLowerCase(Locale.ROOT);
		String joined = BETWEEN_WORDS.matcher(lower).replaceAll("");
		if (HARMLESS.matcher(joined).find()) {
			return Kind.NONE;
		}
		if (QUALIFIED.contains(lower) && QUALIFIERS.contains(before)) {
			String qualified = BETWEEN_WORDS.matcher(before).replaceAll("") + lower;
			return kindOfOne(qualified, qualified);
		}
		return kindOfOne(joined, lastPartOf(lower));
	}

	private static Kind kindOfOne(String joined, String last) {
		if (joined.endsWith("tokens") && LOOSE_WORDS.contains(last)) {
			return Kind.LOOSE;
		}
		if (STRONG.matcher(joined).find() || STRONG_END.matcher(joined).find()) {
			return Kind.STRONG;
		}
		if (WEAK.matcher(joined).find() || WEAK_END.matcher(joined).find() || WEAK_WORDS.contains(last)) {
			return Kind.WEAK;
		}
		return LOOSE_WORDS.contains(last) ? Kind.LOOSE : Kind.NONE;
	}

	/**
	 * Return whether the secret is the last thing that a name tells, so that its value
	 * may follow without a sign between them.
	 */
	static boolean endsWithSecret(String word) {
		if (PHRASE.matcher(word).matches()) {
			return true;
		}
		String last = lastPartOf(word.toLowerCase(Locale.ROOT));
		return STRONG_END.matcher(last).find() || last.endsWith("token") || last.endsWith("key")
				|| last.endsWith("code") || last.endsWith("number") || last.endsWith("signature")
				|| last.endsWith("credential") || last.endsWith("card")
				|| last.endsWith("\u0442\u043e\u043a\u0435\u043d") || WEAK_WORDS.contains(last) || last.equals("jeton")
				|| last.equals("pin");
	}

	private static String lastPartOf(String lower) {
		int start = Math.max(lower.lastIndexOf('-'), Math.max(lower.lastIndexOf('_'), lower.lastIndexOf('.')));
		return lower.substring(start + 1);
	}

}
