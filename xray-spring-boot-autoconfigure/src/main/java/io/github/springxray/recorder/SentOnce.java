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

/**
 * A segment or subsegment of our own, which makes one document at most, however often it
 * is ended. The SDK's recorder sends a subsegment right beneath the segment of an
 * invocation of AWS Lambda each time.
 */
public interface SentOnce {

	/**
	 * Return how far it is on its way out.
	 * @return the same object each time
	 */
	Departure departure();

	/**
	 * Never send it, neither by itself nor as a part of what it belongs to.
	 */
	void keepBack();

	/**
	 * Return whether something beneath it may have ended unnoticed, as it was made or
	 * marked by the application.
	 * @return {@code true} if what is beneath it has to be looked at
	 */
	boolean hasStrangers();

}
