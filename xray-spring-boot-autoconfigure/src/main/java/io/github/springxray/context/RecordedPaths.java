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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is recorded of paths, whose segments may be secrets: links to reset a password,
 * webhooks, tokens of bots. A segment behind one that names a secret goes if it is no
 * word, and so do tokens that are known by their form.
 */
public final class RecordedPaths {

	private static final Pattern PATH = Pattern
		.compile("(?:[A-Za-z0-9._~%!$&*+,=:@-]++)?(?:/[A-Za-z0-9._~%!$&*+,=:@-]++){1,}+");

	private static final Set<String> BEFORE_SECRETS = Set.of("reset", "confirm", "confirmation", "verify",
			"verification", "verify-email", "confirm-email", "invite", "invites", "invitation", "invitations", "magic",
			"magic-link", "magiclink", "unsubscribe", "activate", "activation", "recover", "recovery", "accept", "key",
			"keys", "api-key", "api-keys", "otp", "sso", "share", "shared", "session", "sessions", "code", "auth",
			"unlock", "forgot", "download-link", "link", "links", "optout", "preferences", "access", "login", "signin",
			"signup", "register", "onboarding", "lookup", "integration", "integrations");

	private static final Set<String> HOOKS = Set.of("webhook", "webhooks", "webhookb2", "hooks", "hook", "services",
			"workflows", "triggers", "incomingwebhook");

	private RecordedPaths() {
	}

	/**
	 * Take secrets out of a path or a URL.
	 * @param path the path, absolute or not, or a URL without user info and query
	 * @return the path, or the same string if there is nothing to take out
	 */
	public static String of(String path) {
		String known = KnownTokens.withoutRandomIn(path);
		return (known.indexOf('/') >= 0) ? ofSegments(known) : known;
	}

	/**
	 * Take secrets out of all paths in a text.
	 */
	static String replaceIn(String text) {
		return PATH.matcher(text).replaceAll((match) -> Matcher.quoteReplacement(ofSegments(match.group())));
	}

	private static String ofSegments(String path) {
		StringBuilder kept = null;
		int copied = 0;
		boolean secret = false;
		boolean hook = false;
		boolean hidden = false;
		for (int start = 0; start < path.length();) {
			int slash = path.indexOf('/', start);
			int end = (slash < 0) ? path.length() : slash;
			String segment = path.substring(start, end);
			hidden |= hook && isLikeId(segment);
			if ((hidden && !segment.isEmpty()) || (secret && isLikeToken(segment))) {
				kept = (kept != null) ? kept : new StringBuilder(path.length());
				kept.append(path, copied, start).append(RecordedText.REDACTED);
				copied = end;
			}
			else if (!segment.isEmpty() && start > 0) {
				String lower = segment.toLowerCase(Locale.ROOT);
				hook |= HOOKS.contains(lower);
				secret |= BEFORE_SECRETS.contains(lower) || namesSecret(segment);
			}
			else if (start == 0) {
				secret = BEFORE_SECRETS.contains(segment.toLowerCase(Locale.ROOT)) || namesSecret(segment);
			}
			start = end + 1;
		}
		return (kept != null) ? kept.append(path, copied, path.length()).toString() : path;
	}

	private static boolean namesSecret(String segment) {
		return segment.length() <= 60 && SecretNames.kindOf(segment, "") != SecretNames.Kind.NONE;
	}

	private static boolean isLikeId(String segment) {
		return segment.length() >= 4 && (segment.chars().anyMatch(Character::isDigit) || segment.length() >= 20
				|| segment.indexOf('@') >= 0);
	}

	private static boolean isLikeToken(String segment) {
		long digits = segment.chars().filter(Character::isDigit).count();
		long letters = segment.chars().filter(Character::isLetter).count();
		return segment.length() >= 6 && ((digits >= 6) || (digits > 0 && letters > 0 && !segment.matches("v\\d.*"))
				|| (segment.length() >= 20 && segment.indexOf('-') < 0));
	}

}
