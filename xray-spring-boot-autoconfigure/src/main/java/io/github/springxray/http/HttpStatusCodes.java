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

import com.amazonaws.xray.entities.Entity;

/**
 * What the status of a response means in X-Ray.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class HttpStatusCodes {

	private static final int TOO_MANY_REQUESTS = 429;

	private HttpStatusCodes() {
	}

	/**
	 * Flag a segment or subsegment by the status of its response: 4xx is an error, 429 an
	 * error and a throttle, 5xx a fault. Flags that are set already stay. What was sent
	 * already is left as it is.
	 * @param entity the segment or subsegment
	 * @param status the status of the response
	 */
	public static void record(Entity entity, int status) {
		if (status < 400 || status > 599 || entity.isEmitted()) {
			return;
		}
		if (status >= 500) {
			entity.setFault(true);
			return;
		}
		entity.setError(true);
		if (status == TOO_MANY_REQUESTS) {
			throttle(entity);
		}
	}

	/**
	 * The SDK clears the fault with it, which an exception may have set.
	 */
	private static void throttle(Entity entity) {
		boolean fault = entity.isFault();
		entity.setThrottle(true);
		if (fault) {
			entity.setFault(true);
		}
	}

}
