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

package io.github.springxray;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts an argument or the result of a traced method on its subsegment as an annotation,
 * by which X-Ray indexes traces and finds them.
 * <p>
 * On a parameter it records the argument, on a method the result; for a
 * {@link java.util.concurrent.CompletionStage} or a {@code Mono} that is the value it
 * completes with, and for a {@code Flux} there is none. It may stand on the interface's
 * method instead. By itself it traces nothing: the method must be traced for another
 * reason, such as {@link XRaySubsegment @XRaySubsegment}.
 * <p>
 * Numbers, booleans and strings are recorded as they are, an enum constant by its name
 * and anything else by its {@code toString()}. {@code null} is not recorded. X-Ray
 * indexes up to 50 annotations for each trace.
 *
 * @see XRayMetadata
 */
@Target({ ElementType.PARAMETER, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(XRayAnnotation.List.class)
@Documented
public @interface XRayAnnotation {

	/**
	 * The key of the annotation: letters {@code A} to {@code Z} and {@code a} to
	 * {@code z}, digits and underscores. Any other character becomes an underscore.
	 * @return the key
	 */
	String value();

	/**
	 * An expression in the Spring Expression Language that takes a part of the value,
	 * such as {@code customer.id}. The value is its root object; it may read properties
	 * and call methods, and knows neither types nor beans. An expression that fails
	 * records nothing, and the method goes on. Empty means the value itself.
	 * @return the expression
	 */
	String expression() default "";

	/**
	 * Several annotations on one element.
	 */
	@Target({ ElementType.PARAMETER, ElementType.METHOD })
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@interface List {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		XRayAnnotation[] value();

	}

}
