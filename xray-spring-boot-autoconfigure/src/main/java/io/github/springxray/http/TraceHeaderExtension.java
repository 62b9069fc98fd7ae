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
import java.util.function.Function;

import com.amazonaws.xray.entities.Entity;

/**
 * Reads and writes headers in which another system tells of traces, beside those that are
 * joined. This is internal.
 */
public interface TraceHeaderExtension {

	/**
	 * Read the headers of something that came in.
	 * @param entity what was begun for it, recorded or not
	 * @param headers gives the lines of a header by its name, empty if it has none
	 */
	void received(Entity entity, Function<String, List<String>> headers);

	/**
	 * Write headers for a callee that is told of the trace.
	 * @param entity what calls
	 * @param sampled whether the trace is recorded
	 * @param headers the headers of the request to the callee
	 */
	void write(Entity entity, boolean sampled, OutgoingHeaders headers);

}
