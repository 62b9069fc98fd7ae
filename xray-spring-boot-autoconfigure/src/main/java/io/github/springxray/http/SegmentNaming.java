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

/**
 * Names the segment of a request. The name is what the service map shows as one node, so
 * it is that of the service rather than of the request. A bean of this type replaces the
 * naming by {@code xray.name} and {@code xray.recognized-hosts}.
 */
@FunctionalInterface
public interface SegmentNaming {

	/**
	 * Return the name of the segment of a request. Called once per recorded request,
	 * before its segment begins.
	 * @param request the request
	 * @return the name; what X-Ray does not take in it is replaced
	 */
	String nameOf(TracedRequest request);

}
