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

package io.github.springxray.entity;

/**
 * How far a segment or subsegment is on its way out. That it is no longer in progress
 * says nothing about that: the application may end it by hand, which sends nothing. Nor
 * does the SDK's own mark, which is set with the end.
 */
public interface Departure {

	/**
	 * Become the one who ends it. Whoever comes second has nothing left to do.
	 * @return {@code false} if somebody is about to, or has
	 */
	boolean claimEnd();

	/**
	 * Become the one who sends it, which takes its time: filters look at it first.
	 * @return {@code false} if somebody is about to, or has
	 */
	boolean claimSending();

	/**
	 * Let somebody else end and send it, as the one who was about to has failed.
	 */
	void abandon();

	/**
	 * Claim the one time that listeners are told of its end.
	 * @return {@code false} if somebody has before
	 */
	boolean claimTelling();

	/**
	 * Claim the one time that it is sent.
	 * @return {@code false} if somebody has before
	 */
	boolean claimLeaving();

	/**
	 * Return whether it has left.
	 * @return {@code true} if nobody is to send it again
	 */
	boolean hasLeft();

	/**
	 * Claim the one time that filters are asked about it.
	 * @return {@code false} if somebody has before
	 */
	boolean claimQuestion();

	/**
	 * Say that the filters have answered.
	 */
	void answered();

	/**
	 * Return whether the filters have answered.
	 * @return {@code false} if they are just being asked, or have not been
	 */
	boolean isAnswered();

}
