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

package io.github.springxray.recorder;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody may have meant who has written a name that there is not. For the
 * starter's own packages.
 */
public final class NearestName {

	/**
	 * Of so many letters, one may be wrong.
	 */
	private static final int LETTERS_PER_SLIP = 4;

	private NearestName() {
	}

	/**
	 * Return the name that is most like a written one.
	 * @param written what was written
	 * @param known the names that there are
	 * @return one of them, {@code null} if none is much like it
	 */
	public static @Nullable String of(String written, Collection<String> known) {
		String nearest = null;
		int least = Math.max(2, written.length() / LETTERS_PER_SLIP) + 1;
		for (String name : known) {
			int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
			if (distance < least) {
				least = distance;
				nearest = name;
			}
		}
		return nearest;
	}

	/**
	 * Return a question to put behind a sentence.
	 * @param written what was written
	 * @param known the names that there are
	 * @return the question with a space before it, empty if no name is much like it
	 */
	public static String question(String written, Collection<String> known) {
		String nearest = of(written, known);
		return (nearest != null) ? " Did you mean " + nearest + "?" : "";
	}

	/**
	 * The number of letters to add, remove or change.
	 */
	private static int distance(String from, String to) {
		int[] previous = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int[] row = new int[to.length() + 1];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int changed = previous[j - 1] + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(changed, Math.min(previous[j], row[j - 1]) + 1);
			}
			previous = row;
		}
		return previous[to.length()];
	}

}
