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
import com.amazonaws.xray.entities.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call that the headers of a request tell of: a request that was begun by a
 * client on top of another one has them when it arrives at the one beneath.
 */
final class OpenCalls {

	private OpenCalls() {
	}

	/**
	 * Return whether the parent that a request tells of is a call of the same trace that
	 * is in progress. Only few requests have such a header already, so that nobody pays
	 * for the search.
	 */
	static boolean has(Entity entity, OutgoingHeaders headers) {
		String parentId = parentOf(headers);
		return parentId != null
				&& (hasCall(entity, parentId, false) || hasCall(entity.getParentSegment(), parentId, true));
	}

	private static @Nullable String parentOf(OutgoingHeaders headers) {
		for (String value : headers.get(TraceHeaders.X_AMZN_TRACE_ID)) {
			IncomingTrace trace = XRayTraceHeader.parse(value);
			if (trace != null && trace.parentId() != null) {
				return trace.parentId();
			}
		}
		for (String value : headers.get(W3CTraceParent.NAME)) {
			IncomingTrace trace = W3CTraceParent.parse(value);
			if (trace != null) {
				return trace.parentId();
			}
		}
		return null;
	}

	private static boolean hasCall(Entity parent, String id, boolean deep) {
		for (Entity child : parent.getSubsegmentsCopy()) {
			if (id.equals(child.getId())) {
				return child.isInProgress() && Namespace.REMOTE.toString().equals(child.getNamespace());
			}
			if (deep && hasCall(child, id, true)) {
				return true;
			}
		}
		return false;
	}

}
