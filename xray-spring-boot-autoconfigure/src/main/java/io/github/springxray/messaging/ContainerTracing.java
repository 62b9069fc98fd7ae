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

package io.github.springxray.messaging;

/**
 * Traces the listener containers of a library, where something else than the library
 * creates them, such as a binder of Spring Cloud Stream. A bean of each library that is
 * traced; each looks at the class of the container first.
 */
@FunctionalInterface
public interface ContainerTracing {

	/**
	 * Trace a container, if it is one of this library. Called before it is started. Never
	 * throws.
	 * @param container the container
	 */
	void trace(Object container);

}
