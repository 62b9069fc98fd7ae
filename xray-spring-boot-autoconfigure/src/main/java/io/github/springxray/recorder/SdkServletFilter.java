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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * The servlet filter of the X-Ray SDK, where requests are traced without it. However it
 * was registered, alone, as a delegate or within another filter, it begins its segment at
 * the recorder, which gives it one that records nothing.
 * <p>
 * For internal use by this starter.
 */
public final class SdkServletFilter {

	/**
	 * The name of its class.
	 */
	public static final String CLASS_NAME = "com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter";

	/**
	 * How many wrappers of a response may stand between the filter and who asks.
	 */
	private static final int DEPTH = 24;

	private static final StackWalker stack = StackWalker.getInstance();

	private SdkServletFilter() {
	}

	/**
	 * Let the filter do nothing from now on.
	 * @param recorder the recorder that it uses; one that the application has made is
	 * left as it is
	 * @param notice is called once, if there is such a filter
	 */
	public static void replace(AWSXRayRecorder recorder, Runnable notice) {
		if (recorder instanceof RequestAwareRecorder aware) {
			aware.replaceSdkFilter(notice);
		}
	}

	/**
	 * Return whether the filter was met.
	 * @param recorder the recorder that it uses
	 * @return {@code true} if it has begun a segment that was replaced
	 */
	public static boolean isMet(AWSXRayRecorder recorder) {
		return recorder instanceof RequestAwareRecorder aware && aware.hasMetSdkFilter();
	}

	/**
	 * Return whether the filter is about to begin a request on the calling thread. What
	 * it calls later, the rest of the chain, does not count.
	 * @return {@code true} if the filter is at work
	 */
	public static boolean isBeginning() {
		return stack.walk((frames) -> frames.limit(DEPTH)
			.anyMatch((frame) -> frame.getMethodName().equals("preFilter") && frame.getClassName().equals(CLASS_NAME)));
	}

	/**
	 * Begin a segment that the filter has not asked for. That need not be found out by
	 * looking at the stack, which takes about as long as recording does.
	 * @param recorder the recorder
	 * @param name the name of the segment
	 * @param traceId the trace that it belongs to
	 * @param parentId the id of its parent, {@code null} if it has none
	 * @return the segment
	 */
	public static Segment beginUnasked(AWSXRayRecorder recorder, String name, TraceID traceId,
			@Nullable String parentId) {
		return (recorder instanceof RequestAwareRecorder aware) ? aware.beginUnasked(name, traceId, parentId)
				: recorder.beginSegment(name, traceId, parentId);
	}

	/**
	 * Return whether the filter has called the method that asks.
	 */
	static boolean isCaller() {
		return stack
			.walk((frames) -> frames.skip(2).limit(1).anyMatch((frame) -> frame.getClassName().equals(CLASS_NAME)));
	}

}
