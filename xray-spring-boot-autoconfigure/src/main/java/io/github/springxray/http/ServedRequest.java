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

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;

/**
 * A request to a server, and the response to it, as all servers have them in common. It
 * is valid while the request is handled and is not to be kept.
 */
public interface ServedRequest extends TracedRequest {

	/**
	 * Name of the attribute of a servlet request under which the {@link TraceID} of its
	 * trace is found, sampled or not. Access logs print it.
	 */
	String TRACE_ID_ATTRIBUTE = "xray.traceId";

	/**
	 * Return the lines of a header.
	 * @param name the name of the header, in any case
	 * @return its values, one for each line; empty if there is none
	 */
	List<String> headers(String name);

	/**
	 * Set a header of the response.
	 * @param name the name of the header
	 * @param value its only value
	 */
	void answer(String name, String value);

	/**
	 * Leave the id of the trace with the request, for whoever sees no more of it than
	 * that. Nothing is left by default.
	 * @param traceId the id of the trace that the request belongs to
	 */
	default void belongTo(TraceID traceId) {
	}

	/**
	 * Return whether this keeps what stands for a request that is not recorded, so that
	 * no scope is needed for it.
	 * @return {@code true} if {@link #keep} does that; {@code false} by default
	 */
	default boolean isKeeper() {
		return false;
	}

	/**
	 * Keep what stands for the request, which is not recorded, and make it current while
	 * the request is handled. Called at most once, and never unless this
	 * {@linkplain #isKeeper() is a keeper}.
	 * @param unrecorded a segment with the id of the trace and nothing else
	 */
	default void keep(Segment unrecorded) {
	}

}
