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
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words that messages about passwords and tokens are made of, and the look of a
 * value. After the name of a secret, a word that is not known here may be the secret.
 */
final class SecretWords {

	private static final Set<String> ORDINARY = Set
		.copyOf(List.of(("a about above absent accept accepted access account active after"
				+ " again algorithm all allowed already also alone am an and another any are as at attempt attempts attribute"
				+ " authenticate authenticated authentication authorization authorized authorised available bad based be because"
				+ " been before being below between blacklisted blank both but by bytes cached can can't cannot carry change"
				+ " changed changing char character characters chars check checker claim claims client combination comparison"
				+ " config configuration configured contain contained containing contains correct corrupt corrupted could"
				+ " couldn't could-not create created creation credential credentials data database decode decoded decoder"
				+ " decrypt decrypted decryption default denied deprecated did didn't digest digits disabled do does doesn't"
				+ " don't due during each either empty enabled encode encoded encoder encoding encrypt encrypted encryption"
				+ " endpoint entered entry error errors exactly exceeded exceeds exchange exist existing exists expected expire"
				+ " expired expires expiration expiry expiring factory fail failed failing fails failure failures field file"
				+ " following for forbidden form format found from generated generation generator given grant grants had has"
				+ " hasn't hash hashed hashing have haven't header headers history id identifier if ignored illegal in incorrect"
				+ " incorrectly information input instead insufficient invalid invalidated is isn't issued issuer it its jwt"
				+ " key keys kind known large last latest least length less letter letters limit locked logged login logon long"
				+ " longer lookup lowercase malformed manager match matched matches matching may maximum message method"
				+ " minimum mismatch missing more most must name names near need needed needs neither never new no non nonempty"
				+ " none nor not nothing null number numbers obtained of off on one only option or order other out over own"
				+ " parameter parse parsed parser parsing part password passwords permitted please policy present previous"
				+ " previously problem prompt property protected provide provided provider providing rather read reading"
				+ " received recently recognized recognition refresh refreshed refused rejected relay renew renewed repeat"
				+ " repeated request requested requests required requires requirement requirements reset resolve response"
				+ " retrieve retrieved retrieval retry reuse reused revoked rotated rotation rules same secret secure"
				+ " security segment segments sent server service session set setting settings shall short should shouldn't"
				+ " signature signed signer since size small so some special specified start still storage store stored"
				+ " strength string strong stronger such supplied support supported symbols tampered than that the their then"
				+ " there these they this those times to token tokens too try two type types unable unauthorized unavailable"
				+ " undefined unexpected unknown unless unset unsupported until up update updated uppercase usage use used user"
				+ " username users uses using valid validate validated validation validity value values verification verified"
				+ " verify version via was wasn't way weak were when where whether which while will with without won't would"
				+ " wrong years yes you your yet pair look looks like bcrypt argon2 md5 signed different distinct equal identical mail stale issue i/o connection timeout timed json java cookie csrf bearer basic authenticator combinations lacks lack must-be"
				+ " ist sind war nicht kein keine falsch ung\u00fcltig abgelaufen muss darf zu kurz lang f\u00fcr und oder der die das"
				+ " leer fehlt es no debe ser est\u00e1 incorrecta incorrecto inv\u00e1lida v\u00e1lida para del de la el ha expirado"
				+ " est n'est pas incorrecte invalide expir\u00e9 doit \u00eatre le du au vide ou et non deve essere errata"
				+ " scaduta \u00e8 per n\u00e3o inv\u00e1lida incorreta \u043d\u0435 \u043d\u0435\u0432\u0435\u0440\u043d\u044b\u0439"
				+ " \u0434\u043b\u044f \u0438 \u0438\u043b\u0438 \u0431\u044b\u0442\u044c \u0434\u043e\u043b\u0436\u0435\u043d \u0438\u0441\u0442\u0435\u043a")
			.split(" ")));

	/**
	 * After these the value itself comes.
	 */
	private static final Set<String> LINKS = Set.of("is", "was", "were", "are", "be", "as", "equals", "got", "ist",
			"war", "lautet", "es", "era", "est", "\u00e9tait", "\u00e8", "\u00e9", "instead", "now", "=", "==", "->",
			"=>", "\u662f", "\u4e3a", "\u306f", "value", "namely");

	/**
	 * These introduce a name, which is not the secret.
	 */
	private static final Set<String> OWNERS = Set.of("user", "username", "account", "role", "host", "database", "login",
			"principal", "alias", "client", "class", "bean", "field", "parameter", "property", "header", "method",
			"type", "at", "in", "by", "on");

	private static final Pattern NUMBER_WITH_UNIT = Pattern
		.compile("[-+]?\\d[\\d.,:]*+(?:[a-z%]{1,3})?|\\d{5}-\\d{2,3}");

	private static final Pattern DATE = Pattern.compile("\\d{8}T\\d{6}Z|\\d{4}-\\d{2}-\\d{2}(?:[T ][\\d:.,+Z-]*+)?");

	private static final Pattern ALGORITHM = Pattern
		.compile("(?:[A-Z]{2,6}-?[0-9]{1,4}|(?i:oauth[12](?:\\.0)?|base64(?:url)?)"
				+ "|v\\d[\\d.]*+|[A-Z]{2,6}(?:[-/][A-Z0-9]{2,10}){1,3}|\\d++(?:st|nd|rd|th)|[a-z]++-\\d)");

	private static final Pattern CLASS_OR_MAIL = Pattern
		.compile("(?:[a-z][a-z0-9_]*+\\.)++[A-Za-z0-9_$.]++|[\\w.+-]++@[\\w-]++\\.[\\w.-]++|[a-z]++://\\S*+");

	private static final Pattern CLASS = Pattern.compile("(?:[a-z][a-z0-9_]*+\\.){2,}+[A-Z][\\w$]*+");

	private SecretWords() {
	}

	static boolean isOrdinary(String word) {
		return (!word.isEmpty() && isWithoutBlanks(word.charAt(0))) || ORDINARY.contains(word.toLowerCase(Locale.ROOT));
	}

	/**
	 * Return whether a character is of a language that puts no blanks between words.
	 */
	static boolean isWithoutBlanks(char c) {
		return c >= '\u3040' && c < '\ud7a4';
	}

	static boolean isLink(String word) {
		return LINKS.contains(word.toLowerCase(Locale.ROOT));
	}

	static boolean isOwner(String word) {
		return OWNERS.contains(word.toLowerCase(Locale.ROOT));
	}

	static boolean isNumber(String word) {
		return NUMBER_WITH_UNIT.matcher(word).matches() || DATE.matcher(word).matches();
	}

	static boolean isClass(String word) {
		return CLASS.matcher(word).matches();
	}

	/**
	 * Return whether a word is hardly one of a language: it has digits among its letters,
	 * signs within it, or case that changes at will.
	 */
	static boolean isLikeValue(String word) {
		if (word.length() < 4 || isNumber(word) || ALGORITHM.matcher(word).matches()
				|| CLASS_OR_MAIL.matcher(word).matches()) {
			return false;
		}
		boolean digit = false;
		boolean letter = false;
		int signs = 0;
		int turns = 0;
		for (int i = 0; i < word.length(); i++) {
			char c = word.charAt(i);
			digit |= Character.isDigit(c);
			letter |= Character.isLetter(c);
			signs += ("!#$%&*+=^~@".indexOf(c) >= 0 && i > 0 && i + 1 < word.length()) ? 1 : 0;
			turns += (i > 1 && Character.isUpperCase(c) != Character.isUpperCase(word.charAt(i - 1))) ? 1 : 0;
		}
		return (letter && (digit || signs > 0)) || (letter && word.length() >= 16 && turns >= 8);
	}

}
