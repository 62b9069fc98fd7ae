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

package io.github.springxray.testsupport;

import com.amazonaws.xray.AWSXRay;

import io.github.springxray.context.Subsegments;

/**
 * What an application does where nothing is in progress. It is in a package of its own
 * because places in tracing itself are not the application's.
 */
public final class StaticApiCalls {

	private StaticApiCalls() {
	}

	/**
	 * Begin a subsegment by the static API.
	 * @param name its name
	 */
	public static void begin(String name) {
		AWSXRay.beginSubsegment(name);
	}

	/**
	 * Begin another subsegment elsewhere.
	 * @param name its name
	 */
	public static void beginElsewhere(String name) {
		AWSXRay.beginSubsegment(name);
	}

	/**
	 * Begin and end a subsegment in one call.
	 * @param name its name
	 */
	public static void create(String name) {
		AWSXRay.createSubsegment(name, () -> {
		});
	}

	/**
	 * Begin a subsegment as what instruments a library does.
	 * @param subsegments where it is begun
	 * @param name its name
	 */
	public static void instrumented(Subsegments subsegments, String name) {
		subsegments.end(subsegments.begin(name), null);
	}

	/**
	 * Ask for what is not there.
	 */
	public static void askForCurrent() {
		AWSXRay.getCurrentSegment();
	}

}
