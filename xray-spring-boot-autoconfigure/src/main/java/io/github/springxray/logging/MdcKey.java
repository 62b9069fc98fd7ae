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

package io.github.springxray.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A key of the MDC of one thread, while something is current there. What the application
 * had under it before comes back afterwards, and what it puts there meanwhile stays.
 */
final class MdcKey {

	private final String name;

	private @Nullable String before;

	private @Nullable String put;

	MdcKey(String name) {
		this.name = name;
	}

	/**
	 * Put a value, unless the application has put one of its own after ours.
	 * @param value the value
	 * @param common how many of its first characters all values of ours have: others may
	 * have copied one to this thread; negative if there is no telling
	 * @return whether the value is there
	 */
	boolean show(String value, int common) {
		String present = MDC.get(this.name);
		if (present == null) {
			this.before = null;
		}
		else if (this.put == null) {
			if (present.length() > value.length() && present.endsWith(value)) {
				// A listener of the SDK has put the same, with its prefix
				return false;
			}
			this.before = present;
		}
		else if (!isOurs(present, value, common)) {
			return false;
		}
		if (!value.equals(present)) {
			MDC.put(this.name, value);
		}
		this.put = value;
		return true;
	}

	/**
	 * Put back what was there before, unless the application has changed it meanwhile.
	 * @param value what was to be there last
	 * @param common how many of its first characters all values of ours have
	 */
	void hide(String value, int common) {
		String present = (this.put != null) ? MDC.get(this.name) : null;
		String earlier = this.before;
		boolean ours = present != null && isOurs(present, value, common);
		this.before = null;
		this.put = null;
		if (ours && earlier != null) {
			MDC.put(this.name, earlier);
		}
		else if (ours) {
			MDC.remove(this.name);
		}
	}

	private boolean isOurs(String present, String value, int common) {
		return present.equals(this.put) || (common >= 0 && present.regionMatches(0, value, 0, common));
	}

}
