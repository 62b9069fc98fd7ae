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

import org.springframework.util.ConcurrentLruCache;

/**
 * What a segment of a path says about the secrets in it and behind it. Most segments are
 * words that come again with every request, so what they say is remembered.
 *
 * @param token whether a token that is known by its form may be in it
 * @param secret whether it names a secret, which the next segment may be
 * @param hook whether ids behind it are secrets
 */
record PathSegment(boolean token, boolean secret, boolean hook) {

	private static final Set<String> BEFORE_SECRETS = Set.of("reset", "confirm", "confirmation", "verify",
			"verification", "verify-email", "confirm-email", "invite", "invites", "invitation", "invitations", "magic",
			"magic-link", "magiclink", "unsubscribe", "activate", "activation", "recover", "recovery", "accept", "key",
			"keys", "api-key", "api-keys", "otp", "sso", "share", "shared", "session", "sessions", "code", "auth",
			"unlock", "forgot", "download-link", "link", "links", "optout", "preferences", "access", "login", "signin",
			"signup", "register", "onboarding", "lookup", "integration", "integrations");

	private static final Set<String> HOOKS = Set.of("webhook", "webhooks", "webhookb2", "hooks", "hook", "services",
			"workflows", "triggers", "incomingwebhook");

	private static final PathSegment NOTHING = new PathSegment(false, false, false);

	private static final int LONGEST_NAME = 60;

	/**
	 * What has more digits is an id or a token, and hardly comes again.
	 */
	private static final int MOST_DIGITS = 5;

	private static final int MAX_WORDS = 1024;

	private static final ConcurrentLruCache<String, PathSegment> words = new ConcurrentLruCache<>(MAX_WORDS,
			PathSegment::read);

	static PathSegment of(String segment) {
		int digits = 0;
		boolean number = true;
		for (int i = 0; i < segment.length(); i++) {
			char c = segment.charAt(i);
			if (c >= '0' && c <= '9') {
				digits++;
			}
			else {
				number = number && ((c >= 'a' && c <= 'f') || c == '-' || c == '.' || c == ':');
			}
		}
		if (segment.isEmpty() || (number && digits > 0)) {
			// No name and no token is made of hexadecimal digits alone
			return NOTHING;
		}
		return (digits <= MOST_DIGITS && segment.length() <= LONGEST_NAME) ? words.get(segment) : read(segment);
	}

	private static PathSegment read(String segment) {
		String lower = segment.toLowerCase(Locale.ROOT);
		boolean token = KnownTokens.isIn(segment);
		boolean hook = HOOKS.contains(lower);
		boolean secret = BEFORE_SECRETS.contains(lower)
				|| (segment.length() <= LONGEST_NAME && SecretNames.kindOf(segment, "") != SecretNames.Kind.NONE);
		return (token || hook || secret) ? new PathSegment(token, secret, hook) : NOTHING;
	}

}
