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

	private RecordedPaths() {
	}

	/**
	 * Take secrets out of a path or a URL.
	 * @param path the path, absolute or not, or a URL without user info and query
	 * @return the path, or the same string if there is nothing to take out
	 */
	public static String of(String path) {
		String known = mayHoldToken(path) ? KnownTokens.withoutRandomIn(path) : path;
		return (known.indexOf('/') >= 0) ? ofSegments(known) : known;
	}

	/**
	 * Looking for tokens of every form takes longer than all else, so it is only done
	 * where one may be: in a segment, or anywhere if it has a sign that stands between
	 * the parts of those that are more than one word.
	 */
	private static boolean mayHoldToken(String path) {
		int scheme = path.indexOf("://");
		int authority = (scheme >= 0) ? scheme + 3 : 0;
		int begin = (scheme >= 0) ? path.indexOf('/', authority) : 0;
		if (path.indexOf('$') >= 0 || path.indexOf('{') >= 0 || path.contains("-----")
				|| (begin >= 0 && path.indexOf(':', begin) >= 0)) {
			return true;
		}
		for (int start = authority; start < path.length();) {
			int slash = path.indexOf('/', start);
			int end = (slash < 0) ? path.length() : slash;
			if (PathSegment.of(path.substring(start, end)).token()) {
				return true;
			}
			start = end + 1;
		}
		return false;
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
				PathSegment read = PathSegment.of(segment);
				hook |= read.hook();
				secret |= read.secret();
			}
			else if (start == 0) {
				secret = PathSegment.of(segment).secret();
			}
			start = end + 1;
		}
		return (kept != null) ? kept.append(path, copied, path.length()).toString() : path;
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
