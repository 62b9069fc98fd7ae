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

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.sampling.DefaultSamplingStrategy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which recorder the static API of the SDK ends up in. With several application contexts
 * in a JVM the one that started last is served, and the one before it again when it
 * closes.
 * <p>
 * The class initialiser of the static API makes a recorder of the SDK. That looks up the
 * address of the daemon where the environment names one, and fails for good where it
 * cannot be read. So nobody here waits for it, or relies on it.
 */
public final class GlobalRecorder {

	private static final Log logger = LogFactory.getLog(GlobalRecorder.class);

	/**
	 * Long enough for the static API where nothing keeps it, and for most names.
	 */
	private static final Duration BRIEFLY = Duration.ofMillis(250);

	private static final String OWN_EMITTER = "com.amazonaws.xray.emitters.UDPEmitter";

	private static final Deque<AWSXRayRecorder> installed = new ArrayDeque<>();

	private static @Nullable AWSXRayRecorder original;

	private static volatile @Nullable AWSXRayRecorder latest;

	private static volatile State state = State.UNTOUCHED;

	private static boolean late;

	private GlobalRecorder() {
	}

	/**
	 * Return the recorder of the static API, as far as it is there without waiting for
	 * it.
	 * @return the recorder, or {@code null} if there is none
	 */
	public static @Nullable AWSXRayRecorder get() {
		if (state == State.READY) {
			return AWSXRay.getGlobalRecorder();
		}
		AWSXRayRecorder known = latest;
		if (known != null || state != State.UNTOUCHED || SdkDaemonAddress.needsLookup()) {
			return known;
		}
		try {
			return AWSXRay.getGlobalRecorder();
		}
		catch (LinkageError ex) {
			state = State.BROKEN;
			return null;
		}
	}

	/**
	 * Return where faults of tracing are counted that happen where nobody is given that.
	 * @return the faults of the recorder of the static API
	 */
	public static TracingFaults faults() {
		TracingFaults known = (get() instanceof XRayRecorder own) ? own.faults() : null;
		return (known != null) ? known : new TracingFaults();
	}

	/**
	 * Serve the static API with a recorder from now on. What the application sets itself
	 * after this call stands.
	 */
	static void install(AWSXRayRecorder recorder) {
		Thread starting = push(recorder);
		if (starting != null) {
			starting.start();
			waitBriefly(starting);
		}
	}

	private static synchronized @Nullable Thread push(AWSXRayRecorder recorder) {
		installed.push(recorder);
		latest = recorder;
		if (state == State.READY) {
			AWSXRay.setGlobalRecorder(recorder);
		}
		else if (state == State.UNTOUCHED && !SdkDaemonAddress.needsLookup()) {
			initialize();
		}
		else if (state == State.UNTOUCHED) {
			state = State.STARTING;
			Thread thread = new Thread(GlobalRecorder::initialize, "xray-static-api");
			thread.setContextClassLoader(GlobalRecorder.class.getClassLoader());
			thread.setDaemon(true);
			return thread;
		}
		return null;
	}

	/**
	 * Where the static API is there already, or the name is known, nothing goes on in the
	 * background.
	 */
	private static void waitBriefly(Thread starting) {
		try {
			starting.join(BRIEFLY.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		synchronized (GlobalRecorder.class) {
			late = state == State.STARTING;
		}
	}

	private static void initialize() {
		try {
			ready(AWSXRay.getGlobalRecorder());
		}
		catch (LinkageError ex) {
			state = State.BROKEN;
			logger.warn("The static API of the X-Ray SDK (AWSXRay) cannot be used, all else works: "
					+ SdkDaemonAddress.explain(ex));
		}
	}

	/**
	 * The application may have had to wait for the static API as well, to set a recorder
	 * of its own, which then came after ours.
	 */
	private static synchronized void ready(AWSXRayRecorder recorder) {
		original = recorder;
		state = State.READY;
		AWSXRayRecorder next = installed.peek();
		if (next != null && !(late && isOfTheApplication(recorder))) {
			replace(recorder, next);
		}
	}

	/**
	 * Return whether a recorder is another than the SDK makes for itself.
	 */
	private static boolean isOfTheApplication(AWSXRayRecorder recorder) {
		return recorder.getClass() != AWSXRayRecorder.class || !recorder.getSegmentListeners().isEmpty()
				|| recorder.getSamplingStrategy().getClass() != DefaultSamplingStrategy.class
				|| !recorder.getEmitter().getClass().getName().equals(OWN_EMITTER)
				|| recorder.getStreamingStrategy().getClass() != DefaultStreamingStrategy.class;
	}

	private static void replace(AWSXRayRecorder expected, AWSXRayRecorder recorder) {
		try {
			MethodHandles.privateLookupIn(AWSXRay.class, MethodHandles.lookup())
				.findStaticVarHandle(AWSXRay.class, "globalRecorder", AWSXRayRecorder.class)
				.compareAndSet(expected, recorder);
		}
		catch (ReflectiveOperationException ex) {
			if (AWSXRay.getGlobalRecorder() == expected) {
				AWSXRay.setGlobalRecorder(recorder);
			}
		}
	}

	static synchronized void uninstall(AWSXRayRecorder recorder) {
		boolean removed = installed.removeFirstOccurrence(recorder);
		latest = installed.peek();
		if (!removed || state != State.READY || AWSXRay.getGlobalRecorder() != recorder) {
			return;
		}
		AWSXRayRecorder next = installed.isEmpty() ? original : installed.peek();
		if (next != null) {
			AWSXRay.setGlobalRecorder(next);
		}
	}

	private enum State {

		UNTOUCHED, STARTING, READY, BROKEN

	}

}
