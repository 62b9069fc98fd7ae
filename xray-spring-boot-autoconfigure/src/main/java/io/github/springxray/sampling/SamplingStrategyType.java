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

package io.github.springxray.sampling;

/**
 * How it is decided which requests are traced, where nobody upstream has decided.
 */
public enum SamplingStrategyType {

	/**
	 * The rules of X-Ray, and local ones as long as X-Ray cannot be asked.
	 */
	CENTRAL,

	/**
	 * Rules of this application, then a number of requests per second and a share of the
	 * rest.
	 */
	LOCAL,

	/**
	 * Every request.
	 */
	ALL,

	/**
	 * No request.
	 */
	NONE

}
