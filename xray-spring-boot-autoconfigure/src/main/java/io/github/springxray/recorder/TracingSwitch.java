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

import org.jspecify.annotations.Nullable;

/**
 * What was decided at run time about the tracing of the whole application, and wins over
 * its configuration. For the starter's own packages.
 */
public final class TracingSwitch {

	private volatile boolean off;

	private volatile @Nullable Double rate;

	/**
	 * Return whether no trace begins any more.
	 * @return {@code true} while tracing is switched off
	 */
	public boolean isOff() {
		return this.off;
	}

	/**
	 * Return which share of all requests is traced in the place of what rules say.
	 * @return a number from 0 to 1, {@code null} where rules decide
	 */
	public @Nullable Double rate() {
		return this.rate;
	}

	/**
	 * Decide from now on.
	 * @param off whether no trace begins any more
	 * @param rate which share of all requests is traced, {@code null} where rules decide
	 */
	public void set(boolean off, @Nullable Double rate) {
		this.rate = rate;
		this.off = off;
	}

}
