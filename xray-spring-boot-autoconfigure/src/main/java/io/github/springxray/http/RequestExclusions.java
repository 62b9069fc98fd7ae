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

package io.github.springxray.http;

import java.util.List;

import io.github.springxray.recorder.TracingFaults;

/**
 * Asks all {@link RequestExclusion exclusions} about a request. This never throws.
 */
public final class RequestExclusions {

	private final List<RequestExclusion> exclusions;

	private final TracingFaults faults;

	/**
	 * Create an instance that asks the given exclusions.
	 * @param exclusions the exclusions, in the order in which they are asked
	 * @param faults where exceptions of the exclusions are counted
	 */
	public RequestExclusions(List<RequestExclusion> exclusions, TracingFaults faults) {
		this.exclusions = List.copyOf(exclusions);
		this.faults = faults;
	}

	/**
	 * Return whether any exclusion wants a request to be left untraced.
	 * @param request the request
	 * @return {@code true} to leave it untraced
	 */
	public boolean isExcluded(TracedRequest request) {
		for (int i = 0; i < this.exclusions.size(); i++) {
			if (isExcluded(this.exclusions.get(i), request)) {
				return true;
			}
		}
		return false;
	}

	private boolean isExcluded(RequestExclusion exclusion, TracedRequest request) {
		try {
			return exclusion.isExcluded(request);
		}
		catch (Throwable ex) {
			this.faults.record("excluding a request", ex);
			return false;
		}
	}

}
